import { readdir, readFile, readlink } from 'node:fs/promises'

const LISTENING = '0A'

/** Whether it is this very process that listens on the port: another one may have been faster and answer alike. */
export async function ownsPort(pid: number, port: number): Promise<boolean> {
  const inodes = await listeners(pid, port)
  const descriptors = await readdir(`/proc/${pid}/fd`).catch(() => [])
  for (const descriptor of descriptors) {
    const target = await readlink(`/proc/${pid}/fd/${descriptor}`).catch(() => '')
    const [, inode] = /^socket:\[(\d+)\]$/.exec(target) ?? []
    if (inode && inodes.has(inode)) return true
  }
  return false
}

/** The sockets that listen on the port, by inode; the tables' columns are in proc(5). */
async function listeners(pid: number, port: number): Promise<Set<string>> {
  const tables = await Promise.all(
    ['tcp', 'tcp6'].map((table) => readFile(`/proc/${pid}/net/${table}`, 'utf8').catch(() => '')),
  )
  const end = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  const rows = tables.flatMap((table) => table.split('\n').map((line) => line.trim().split(/\s+/)))
  return new Set(rows.flatMap((row) => (row[1]?.endsWith(end) && row[3] === LISTENING ? (row[9] ?? []) : [])))
}
