/** The arrows of the house: domain ← notices ← app ← commands ← adapters ← main. */
const layer = (name, path, forbidden) => ({
  name: `${name}-points-inward`,
  severity: 'error',
  from: { path },
  to: { path: forbidden },
})

/**
 * The rooms of a layer, in the order in which they may be used: each imports those before it, never one after it, and
 * never what brings them together, the files beside the rooms.
 */
const rooms = (base, names) => [
  ...names.map((name, at) => ({
    name: `rooms-of-${base.replaceAll('/', '-')}-look-one-way`,
    comment: `${name} may use: ${names.slice(0, at).join(', ') || 'no other room'}.`,
    severity: 'error',
    from: { path: `^${base}/${name}/` },
    to: { path: `^${base}/`, pathNot: `^${base}/(${names.slice(0, at + 1).join('|')})/` },
  })),
  {
    name: `rooms-of-${base.replaceAll('/', '-')}-have-a-place`,
    comment: 'A new room is put into the order above.',
    severity: 'error',
    from: {},
    to: { path: `^${base}/[^/]+/`, pathNot: `^${base}/(${names.join('|')})/` },
  },
]

const domain = [
  'values',
  'time',
  'people',
  'reports',
  'findings',
  'limits',
  'releases',
  'updates',
  'notices',
  'rollout',
]
const notices = [
  ...['card', 'words', 'notice', 'findings', 'updates', 'urgent', 'releases', 'attention', 'rollout', 'clients'],
  ...['kinds', 'deliveries', 'forms', 'replies'],
]
const app = [
  ...['ports', 'use-cases', 'quotas', 'telling', 'failures', 'scheduling', 'rollout', 'report-parts', 'verifications'],
  ...['releases', 'links', 'drawing', 'sending', 'seen', 'updates', 'urgent', 'triage', 'freezes', 'clients'],
  ...['reports', 'attention', 'board', 'reminders', 'keys'],
]
const commands = ['command', 'clients', 'findings', 'releases', 'updates', 'urgent']
const postgres = [
  ...['tables', 'plumbing', 'clients', 'operations', 'updates', 'deliveries', 'attention', 'releases', 'triage'],
  'migrating',
]
const slack = ['clients', 'text', 'rendering', 'reading', 'sending', 'answering']
const teams = ['text', 'rendering', 'reading', 'trust', 'answering', 'sending']
const api = [
  'calls',
  'reports',
  'entrance',
  'clients',
  'attention',
  'deliveries',
  'releases',
  'updates',
  'verifications',
]

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-orphans', severity: 'error', from: { path: '^(src|commands)/', orphan: true }, to: {} },
    layer('domain', '^src/domain/', '^(src/(notices|app|adapters|config|main)|commands|migrations)/'),
    layer('notices', '^src/notices/', '^(src/(app|adapters|config|main)|commands|migrations)/'),
    layer('app', '^src/app/', '^(src/(adapters|config|main)|commands|migrations)/'),
    layer('commands', '^commands/', '^(src/(adapters|config|main)|migrations)/'),
    layer('adapters', '^src/adapters/', '^src/(config|main)/'),
    layer('config', '^src/config/', '^(src/(adapters|main|notices|app)|commands|migrations)/'),
    layer('migrations', '^migrations/', '^(src|commands)/'),
    {
      name: 'not-to-what-is-beside',
      comment:
        'What runs does not need what checks, measures, shows or describes it. The CLI opens the sandbox when asked.',
      severity: 'error',
      from: { path: '^(src|commands|migrations)/' },
      to: { path: '^(tests|bench|chaos|fuzz|manifest|sandbox)/', pathNot: '^sandbox/open-sandbox.ts$' },
    },
    {
      name: 'sandbox-is-opened-late',
      severity: 'error',
      from: { path: '^(src|commands|migrations)/', pathNot: '^src/main/cli/server-commands.ts$' },
      to: { path: '^sandbox/open-sandbox.ts$' },
    },
    {
      name: 'adapters-do-not-meet',
      comment:
        'An adapter never imports another adapter; main brings them together. What several share has a room of its own.',
      severity: 'error',
      from: { path: '^src/adapters/([^/]+)/' },
      to: { path: '^src/adapters/([^/]+)/', pathNot: '^src/adapters/($1|calendar|chat)/' },
    },
    ...rooms('src/domain', domain),
    ...rooms('src/notices', notices),
    ...rooms('src/app', app),
    ...rooms('commands', commands),
    ...rooms('src/adapters/postgres', postgres),
    ...rooms('src/adapters/http/api', api),
    ...rooms('src/adapters/slack', slack),
    ...rooms('src/adapters/teams', teams),
    {
      name: 'domain-is-pure',
      comment: 'The domain reads no clock, no file, no network: only the zone data, the calendar and names to compare.',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: {
        dependencyTypes: ['core', 'npm'],
        pathNot:
          'node_modules/(temporal-polyfill|temporal-spec|moment-timezone|moment|chrono-node|rrule-temporal|windows-iana|fastest-levenshtein)|^crypto$|^node:crypto$',
      },
    },
    {
      name: 'not-to-dev-dependencies',
      severity: 'error',
      from: { path: '^(src|commands|migrations)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    { name: 'not-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js'],
    },
  },
}
