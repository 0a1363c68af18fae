// Loaded into the playground's own process before it starts: keeps it on this machine and mends what it lacks.
const { Server } = require('node:net')

const listen = Server.prototype.listen
// A server that names no host would listen on every address.
Server.prototype.listen = function (first, ...rest) {
  if (typeof first === 'number' && typeof rest[0] !== 'string') return listen.call(this, first, '127.0.0.1', ...rest)
  const options = typeof first === 'object' && first !== null && 'port' in first && !first.host
  return listen.call(this, options ? { ...first, host: '127.0.0.1' } : first, ...rest)
}

// What was said before the page was opened is sent as soon as it connects; the page breaks when that is before it has
// read which channels there are.
const patience = 1_500
const on = Server.prototype.on
Server.prototype.on = function (event, listener) {
  if (event !== 'upgrade') return on.call(this, event, listener)
  return on.call(this, event, (...upgrade) => setTimeout(() => listener.apply(this, upgrade), patience))
}
