import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process'

export type ProgramCall = {
  readonly program: string
  /** Handed over as they are: there is no shell. */
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly stdio: StdioOptions
  readonly timeoutMs: number
  readonly signal?: AbortSignal
}

export type ProgramEnd =
  | { readonly kind: 'exited'; readonly code: number }
  /** Somebody else ended it. */
  | { readonly kind: 'killed'; readonly signal: string }
  /** We ended it. */
  | { readonly kind: 'stopped'; readonly because: 'timeout' | 'shutdown' }
  | { readonly kind: 'not-started'; readonly reason: string }

/** How long a program that is asked to end may take before it is ended. */
const graceMs = 5_000

/**
 * Runs a program to its end in a process group of its own, so that what stops us does not stop it, and so that
 * stopping it stops what it started.
 * @param onStart is given the process once it runs, and what counts the time that it may take anew
 */
export function runProgram(
  call: ProgramCall,
  onStart: (child: ChildProcess, prolong: () => void) => void = () => undefined,
): Promise<ProgramEnd> {
  return new Promise((resolve) => {
    let child: ChildProcess
    try {
      child = spawn(call.program, [...call.args], {
        env: { ...call.env },
        stdio: call.stdio,
        detached: true,
        shell: false,
      })
    } catch (error) {
      resolve({ kind: 'not-started', reason: reasonOf(error) })
      return
    }
    let because: 'timeout' | 'shutdown' | null = null
    let killing: NodeJS.Timeout | undefined
    const stop = (why: 'timeout' | 'shutdown') => {
      if (because) return
      because = why
      signalGroup(child, 'SIGTERM')
      killing = setTimeout(() => signalGroup(child, 'SIGKILL'), graceMs)
    }
    const timeout = setTimeout(() => stop('timeout'), call.timeoutMs)
    const onAbort = () => stop('shutdown')
    const end = (outcome: ProgramEnd) => {
      clearTimeout(timeout)
      clearTimeout(killing)
      call.signal?.removeEventListener('abort', onAbort)
      resolve(outcome)
    }
    child.once('error', (error) => {
      if (child.pid === undefined) end({ kind: 'not-started', reason: reasonOf(error) })
    })
    child.once('exit', (code, signal) => {
      // What it left behind in its group would otherwise go on after we said that it was stopped.
      if (because) signalGroup(child, 'SIGKILL')
      if (because) end({ kind: 'stopped', because })
      else if (code !== null) end({ kind: 'exited', code })
      else end({ kind: 'killed', signal: signal ?? 'a signal' })
    })
    if (child.pid === undefined) return
    onStart(child, () => timeout.refresh())
    call.signal?.addEventListener('abort', onAbort, { once: true })
    if (call.signal?.aborted) onAbort()
  })
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, signal)
  } catch {
    // The group is gone already.
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  EACCES: 'it may not be run',
  ENOEXEC: 'it is not a program',
  E2BIG: 'what it should be told is too long',
  ERR_INVALID_ARG_VALUE: 'what it should be told has a null character in it',
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  return reasons[code ?? ''] ?? message
}
