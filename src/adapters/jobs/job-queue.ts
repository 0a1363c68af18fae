import type { QueueBoards } from './queue-board.ts'

/** What runs the queues: the one place where queues and workers are made, whatever keeps them. */
export type QueueBackend = {
  readonly kind: 'postgres' | 'redis'
  makeQueue(name: string): JobQueue
  makeWorker(name: string, handle: HandleJob, settings: WorkerSettings): JobWorker
  /** Pages that show the queues, at a path of ours. */
  makeBoards(names: readonly string[], path: string): QueueBoards
  /** To be called after every queue and worker of it is closed, and its boards. */
  close(): Promise<void>
}

export type JobQueue = {
  /** Adds those whose id is not in the queue yet; the others stay as they are. */
  add(jobs: readonly QueuedJob[]): Promise<void>
  close(): Promise<void>
}

export type QueuedJob = {
  /** Neither a bare number nor with a `:` in it (BullMQ forbids both). */
  readonly id: string
  readonly name: string
  /** What the handler is told: the ids of rows. */
  readonly rows: readonly string[]
  /** When it may run, in milliseconds of this machine's clock; null for at once. */
  readonly at: number | null
}

export type HandleJob = (job: {
  readonly id: string
  readonly name: string
  readonly rows: readonly string[]
}) => Promise<void>

export type WorkerSettings = { readonly concurrency: number }

export type JobWorker = {
  ready(): Promise<void>
  /** Takes no more jobs and resolves when those in flight are done. */
  close(): Promise<void>
}

/** Where what goes wrong inside the queue is told; it never ends a process. */
export type OnQueueError = (error: Error, where: string) => void
