// Loaded before a gateway that is written for Node: it listens on loopback only, whatever it asks for.
const net = require("node:net");
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (...given) {
  if (typeof given[0] === "number") given = [{ port: given[0], host: "127.0.0.1" }, given.findLast(item => typeof item === "function")];
  else if (typeof given[0] === "object" && given[0] !== null && "port" in given[0]) given[0] = { ...given[0], host: "127.0.0.1" };
  return listen.apply(this, given);
};

// Portkey 1.15.2 changes headers of replies that Node 20 has made immutable: streams would end in 500.
const fetched = globalThis.fetch;
globalThis.fetch = async (...given) => {
  const reply = await fetched(...given);
  const { body, status, statusText, headers } = reply;
  if ([101, 204, 205, 304].includes(status)) return reply;
  return new Response(body, { status, statusText, headers: new Headers(headers) });
};
