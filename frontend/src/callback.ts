// The page to which an authorization server sends the reader back: it hands the answer to the page that asked, which
// knows the `state`, and forgets it.
const given = location.search.slice(1) || location.hash.slice(1);
history.replaceState(null, "", location.pathname);

const status = document.querySelector("[role=status]");
if (new URLSearchParams(given).has("state")) {
  const channel = new BroadcastChannel("gatepost-oauth");
  channel.postMessage(given);
  channel.close();
  if (status) status.textContent = "Done. This window can be closed.";
  close();
} else if (status) {
  status.textContent = "Nothing was asked for. This page takes answers of authorization servers.";
}

export {};
