import { execFile } from 'node:child_process'
import { access, constants, readFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { type Browser, chromium } from 'playwright-core'
import { takeLock } from '../../sandbox/embedded-postgres/exclusive-lock.ts'

const execute = promisify(execFile)

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const PACKAGES = ['chromium', 'fonts-noto-color-emoji']
const INSTALLATION = 5 * 60_000

/** Without these a machine that is cut off from the internet is busy with the browser's own calls home. */
const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * A headless Chromium: the one in CHROMIUM_PATH, or on the PATH, or installed from Debian when this runs as root there.
 *
 * @param more switches of the browser
 * @throws with one sentence that says what to install
 */
export async function launchBrowser(more: readonly string[] = []): Promise<Browser> {
  const executablePath = (await findChromium()) ?? (await installChromium())
  // Chromium's own sandbox does not work for root.
  const args = [...FLAGS, ...more, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])]
  return chromium.launch({ executablePath, args })
}

async function findChromium(): Promise<string | undefined> {
  const given = process.env['CHROMIUM_PATH']
  if (given) return given
  for (const directory of (process.env['PATH'] ?? '').split(path.delimiter)) {
    for (const name of NAMES) {
      const file = path.join(directory, name)
      const runs = await access(file, constants.X_OK).then(
        () => true,
        () => false,
      )
      if (runs) return file
    }
  }
  return undefined
}

async function installChromium(): Promise<string> {
  const system = await readFile('/etc/os-release', 'utf8').catch(() => '')
  const debian = /^ID(_LIKE)?=.*debian/m.test(system)
  if (process.getuid?.() === 0 && debian) {
    const release = await takeLock('install chromium', INSTALLATION)
    try {
      const found = await findChromium()
      if (found) return found
      const options = { timeout: INSTALLATION, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
      // Without the font the signs on cards are empty boxes in the screenshots.
      await execute('apt-get', ['update'], options)
      await execute('apt-get', ['install', '-y', '--no-install-recommends', ...PACKAGES], options)
      const installed = await findChromium()
      if (installed) return installed
    } finally {
      await release?.()
    }
  }
  throw new Error('the browser tests need Chromium: apt-get install chromium, or set CHROMIUM_PATH')
}
