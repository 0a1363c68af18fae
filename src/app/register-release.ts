import { stampOf } from '../domain/actor.ts'
import type { Release } from '../domain/release.ts'
import { ok, refuse } from '../domain/result.ts'
import type { PipelineUseCases } from './app.ts'
import { change } from './change.ts'
import type { Ports } from './ports.ts'

/** Registers a candidate. The same release registered again with the same facts is no error. */
export const makeRegisterRelease =
  (ports: Ports): PipelineUseCases['registerRelease'] =>
  ({ version, kind, notesUrl }, actor) =>
    change(ports, async (tx) => {
      const known = await tx.releases.find(version)
      if (known) {
        if (known.kind === kind && known.notesUrl === notesUrl) return ok(known)
        const detail = `Release ${version} is registered as ${known.kind} with other notes; choose another version.`
        return refuse({ code: 'already-registered' as const, detail })
      }
      const now = ports.clock.now()
      const release: Release = { version, kind, notesUrl, status: 'candidate', gate: null, revision: 1 }
      await tx.releases.insert(release, now)
      await tx.audit.write({
        actor: stampOf(actor, ''),
        action: 'release-registered',
        client: null,
        subject: version,
        detail: { kind },
        at: now,
      })
      return ok(release)
    })
