// Loaded into a process of Zerotouch before anything else: what it says to Microsoft's servers goes to a fake on this
// machine instead, without TLS. The settings know no other servers of Teams than Microsoft's, and none is added for tests.
const net = require('node:net')
const tls = require('node:tls')

const hosts = ['login.microsoftonline.com', 'smba.trafficmanager.net']
const port = Number(process.env.CHAOS_TEAMS_PORT)
const connectTls = tls.connect

tls.connect = function connect(...args) {
  const [options] = args
  const host = options?.servername || options?.host
  if (typeof options !== 'object' || !hosts.includes(host)) return connectTls.apply(this, args)
  const socket = net.connect({ host: '127.0.0.1', port })
  socket.authorized = true
  socket.alpnProtocol = false
  socket.encrypted = true
  socket.getPeerCertificate = () => ({})
  socket.getSession = () => undefined
  socket.isSessionReused = () => false
  socket.once('connect', () => socket.emit('secureConnect'))
  return socket
}
