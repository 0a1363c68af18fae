import { readFile } from 'node:fs/promises'
import { zipSync } from 'fflate'

const icon = (name: string) => readFile(new URL(name, import.meta.url))

/** The package that is uploaded to Teams: the manifest with its icons. The same manifest gives the same bytes. */
export async function appPackage(manifest: string): Promise<Uint8Array> {
  const files = {
    'manifest.json': new TextEncoder().encode(manifest),
    'color.png': new Uint8Array(await icon('color.png')),
    'outline.png': new Uint8Array(await icon('outline.png')),
  }
  return zipSync(files, { mtime: new Date(2020, 0, 1), level: 9 })
}
