import type { SandboxControl } from '../../src/adapters/http/pages/sandbox-control.ts'

/** The sandbox's own actions, of which only the way in is looked at. */
export const sandbox: SandboxControl = {
  view: async () => ({ now: 'now', links: [], steps: [], clients: [], moments: [], acts: [] }),
  advanceTo: async () => undefined,
  act: async (what) => what === 'finish-check',
  open: async (page) => (page === 'report' ? '/reports/x' : null),
}
