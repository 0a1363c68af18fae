import type { LocalSlackConfig } from '../../sandbox/local-slack.ts'

/** A small workspace: one bot, two people, one channel. */
export function workspace(requestUrl: string): LocalSlackConfig {
  return {
    workspace: { name: 'Northwind', domain: 'northwind', teamId: 'T0NORTH' },
    apps: [
      {
        appId: 'A0BOT',
        botUserId: 'U0BOT',
        botName: 'zerotouch',
        botToken: 'xoxb-test',
        appToken: 'xapp-test',
        signingSecret: 'a secret for tests',
        mode: 'events',
        requestUrl,
      },
    ],
    users: [
      { id: 'U0ANN', name: 'ann', real_name: 'Ann', email: 'ann@northwind.example', tz: 'America/Toronto' },
      { id: 'U0BEN', name: 'ben', real_name: 'Ben', email: 'ben@northwind.example', tz: 'America/Toronto' },
    ],
    channels: [{ id: 'C0NORTH', name: 'northwind', members: ['U0BOT', 'U0ANN', 'U0BEN'] }],
  }
}
