import type { Client } from '../../domain/people/client.ts'
import type { Release } from '../../domain/releases/release.ts'
import { dealWaves, type Waves } from '../../domain/releases/waves.ts'
import { after, hour, later } from '../../domain/time/span.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import { clientsBehind } from '../rollout/clients-behind.ts'
import { readPlannings, startsFrom } from '../scheduling/planning.ts'

/**
 * Deals the clients out into the waves of a release that passes its gate. When each wave opens follows from the windows
 * of the one before it: with weekly windows a gap of a day means the week after.
 */
export async function dealt(tx: Tx, ports: Ports, { waves, version, kind }: Release): Promise<Waves | null> {
  if (!waves || kind === 'hotfix') return waves
  const now = ports.clock.now()
  const clients = new Map<string, Client>()
  for await (const behind of clientsBehind(tx, version)) for (const client of behind) clients.set(client.id, client)
  const plannings = await readPlannings(tx, ports, [...clients.values()])
  const firstStart = async (id: string, notBefore: Date): Promise<Date | null> => {
    const client = clients.get(id)
    if (!client) return null
    const planning = plannings.of(client)
    const { securityNoticeHours, noticeHours } = planning.numbers
    const noticed = after(now, (kind === 'security' ? securityNoticeHours : noticeHours) * hour)
    const [start = null] = startsFrom(planning, kind, later(noticed, notBefore), notBefore)
    return start
  }
  const steps = await dealWaves(waves, version, [...clients.keys()], now, firstStart)
  return { ...waves, steps, countFrom: now }
}
