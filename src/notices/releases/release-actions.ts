import type { Release } from '../../domain/releases/release.ts'
import type { VerbAction } from '../card/card.ts'

/** What an operator can do about a release now, as buttons; each asks why before it does anything. */
export function releaseActions({ version, status }: Pick<Release, 'version' | 'status'>): VerbAction[] {
  const act = (name: string, label: string, style?: VerbAction['style']): VerbAction => ({
    verb: 'release',
    label,
    args: { act: name, version },
    ...(style && { style }),
  })
  switch (status) {
    case 'available':
      return [act('pause', 'Pause'), act('withdraw', 'Withdraw', 'danger')]
    case 'paused':
      return [act('resume', 'Resume', 'primary'), act('withdraw', 'Withdraw', 'danger')]
    case 'candidate':
    case 'refused':
      return [act('withdraw', 'Withdraw', 'danger')]
    case 'withdrawn':
      return []
  }
}
