import { createHash } from 'node:crypto'
import { mkdir, realpath } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { SANDBOX_PORTS } from './free-port.ts'
import { startSandboxProcess } from './sandbox-process.ts'

export type MailCatcherOptions = {
  /** Holds the mails as `.eml` files, the state and the log. */
  dataDir: string
  /** The ports wished for on 127.0.0.1; others are taken when they are not free. */
  smtpPort?: number
  webPort?: number
  log: { info(fields: object, message: string): void }
}

export type MailCatcher = {
  /** Where mail is handed in, as nodemailer takes it; neither TLS nor a login. */
  smtpUrl: string
  /** The page for people. */
  webUrl: string
  /** The list of mails as JSON; one mail is at `/<id>` below it. */
  apiUrl: string
  pid: number
  reused: boolean
  stop(): Promise<void>
}

/**
 * Takes in every mail and sends none on. It is a process of its own, because it takes mail for delivered a moment before
 * it is on the disk: killed together with the bot it could lose what the bot takes for sent.
 */
export async function startMailCatcher(options: MailCatcherOptions): Promise<MailCatcher> {
  await mkdir(options.dataDir, { recursive: true })
  const dataDir = await realpath(options.dataDir)
  const maildev = path.dirname(createRequire(import.meta.url).resolve('maildev/package.json'))
  const mails = path.join(dataDir, 'mails')
  const running = await startSandboxProcess({
    name: 'mail-catcher',
    dataDir,
    ports: [options.webPort ?? SANDBOX_PORTS.mailPage, options.smtpPort ?? SANDBOX_PORTS.smtp],
    fingerprint: createHash('sha256').update(`${maildev} ${mails}`).digest('hex'),
    command: ([web, smtp]) => ({
      program: process.execPath,
      args: [
        path.join(maildev, 'bin/maildev'),
        '--ip',
        '127.0.0.1',
        '--smtp',
        String(smtp),
        '--web-ip',
        '127.0.0.1',
        '--web',
        String(web),
        '--mail-directory',
        mails,
        '--silent',
      ],
      cwd: dataDir,
      env: { PATH: '/usr/bin:/bin' },
    }),
    answers: ([web]) => answers(web),
  })
  const { pid, reused } = running
  const [web, smtp] = running.ports
  options.log.info({ pid, web, smtp, reused }, 'mail catcher is up')
  const webUrl = `http://127.0.0.1:${web}`
  return {
    smtpUrl: `smtp://127.0.0.1:${smtp}`,
    webUrl,
    apiUrl: `${webUrl}/email`,
    pid,
    reused,
    stop: running.stop,
  }
}

async function answers(web: number | undefined): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${web}/config`, { signal: AbortSignal.timeout(2_000) })
    return 'smtpPort' in ((await response.json()) as object)
  } catch {
    return false
  }
}
