import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { loopbackPort } from '../sandbox/embedded-postgres/loopback-port.ts'

/** A Redis of our own on loopback, as the operator's guide wants it. */
export type RedisServer = {
  readonly url: string
  flush(): Promise<void>
  /** Kills it and starts it again on what it had written down. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/** @param program a redis-server or valkey-server @param dataDir where it keeps its files; it exists */
export async function startRedis(program: string, dataDir: string): Promise<RedisServer> {
  const port = await loopbackPort()
  const url = `redis://127.0.0.1:${port}`
  let server: ChildProcess

  async function start(): Promise<void> {
    const settings = ['--port', String(port), '--bind', '127.0.0.1', '--dir', dataDir, '--save', '']
    const advised = ['--appendonly', 'yes', '--appendfsync', 'everysec', '--hz', '100']
    const policy = ['--maxmemory-policy', 'noeviction']
    server = spawn(program, [...settings, ...advised, ...policy], { stdio: 'ignore' })
    await until(async () => (await ask(url, (redis) => redis.ping())) === 'PONG')
  }
  async function kill(): Promise<void> {
    const gone = once(server, 'exit')
    server.kill('SIGKILL')
    await gone
  }
  await start()
  return {
    url,
    flush: async () => void (await ask(url, (redis) => redis.flushall())),
    async restart() {
      await kill()
      await start()
    },
    stop: kill,
  }
}

async function ask<Answer>(url: string, question: (redis: Redis) => Promise<Answer>): Promise<Answer> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 })
  redis.on('error', () => undefined)
  try {
    await redis.connect()
    return await question(redis)
  } finally {
    redis.disconnect()
  }
}

async function until(check: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await check().catch(() => false)) return
    await setTimeout(50)
  }
  throw new Error('Redis did not start')
}
