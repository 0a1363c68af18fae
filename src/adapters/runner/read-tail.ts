import { open } from 'node:fs/promises'

/** @returns the last `bytes` of a file as text; a character cut at the front is left out. */
export async function readTail(path: string, bytes = 8_192): Promise<string> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const from = Math.max(0, size - bytes)
    const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(size, bytes)), 0, undefined, from)
    return buffer.toString('utf8', 0, bytesRead).replace(/^\uFFFD+/, '')
  } finally {
    await file.close()
  }
}
