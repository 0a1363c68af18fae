import type { SandboxFile } from '../sandbox-file.ts'
import { type Check, fine, orWrong, patience, wrong } from './check.ts'

/** Whether the bot, the Slack and the mail catcher of the sandbox answer. */
export const checkSandbox = ({ app, slack, mail }: SandboxFile): Promise<readonly Check[]> =>
  Promise.all([answers('app', `${app}/readyz`), answers('slack', slack), answers('mail', mail)])

const answers = (name: string, address: string): Promise<Check> =>
  orWrong(name, [], async () => {
    const response = await fetch(address, { signal: AbortSignal.timeout(patience) }).catch(() => null)
    await response?.body?.cancel()
    if (!response) return wrong(name, `${address} does not answer: does npm start run?`)
    return response.ok ? fine(name, `${address} answers`) : wrong(name, `${address} answers ${response.status}`)
  })
