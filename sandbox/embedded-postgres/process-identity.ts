import { readFile, readlink } from 'node:fs/promises'

/**
 * A stamp that no other process has ever had or will have: the machine's boot and the process's start within it.
 * A pid alone is not enough, because pids are used again. Linux only (/proc).
 *
 * @returns undefined when no such process runs; a zombie counts as gone
 */
export async function processStamp(pid: number): Promise<string | undefined> {
  try {
    const [stat, boot] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
    ])
    // The second field is the program's name in parentheses, which may itself hold spaces and parentheses.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const [state, startedAt] = [fields[0], fields[19]]
    return state === 'Z' || state === 'X' ? undefined : `${boot.trim()}/${startedAt}`
  } catch {
    return undefined
  }
}

/** What a running process is: its program file and its working directory, as the kernel knows them. */
export type ProcessFacts = { program: string; workingDirectory: string }

/** @returns undefined when the process is gone, or is someone else's and not ours to look at */
export async function processFacts(pid: number): Promise<ProcessFacts | undefined> {
  if ((await processStamp(pid)) === undefined) return undefined
  try {
    const [program, workingDirectory] = await Promise.all([readlink(`/proc/${pid}/exe`), readlink(`/proc/${pid}/cwd`)])
    return { program, workingDirectory }
  } catch {
    return undefined
  }
}
