/** Which urgent request is meant, and the revision that a button was drawn from. */
export const requestArgs = (args: Readonly<Record<string, string>>): { requestId: string; seen: number | null } => ({
  requestId: (args['request'] ?? '').trim().toUpperCase(),
  seen: /^\d{1,9}$/.test(args['seen'] ?? '') ? Number(args['seen']) : null,
})
