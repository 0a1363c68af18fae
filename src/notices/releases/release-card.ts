import type { Release } from '../../domain/releases/release.ts'
import type { Block, Card } from '../card/card.ts'
import { notesLink } from '../words/release-notes.ts'
import { countWords } from '../words/words.ts'
import { releaseActions } from './release-actions.ts'
import { shortfallWords } from './shortfall-words.ts'

const statusWords: Readonly<Record<Release['status'], string>> = {
  candidate: 'waits for its gate',
  refused: 'did not pass its gate',
  available: 'is available',
  paused: 'is paused',
  withdrawn: 'is withdrawn',
}

/** The releases, newest first, each as a button to its board. */
export function releasesCard(releases: readonly Release[]): Card {
  const shown = releases.slice(0, mostShown)
  return {
    kind: 'releases',
    tone: 'neutral',
    title: 'Releases',
    summary: shown.map(({ version, status }) => `${version} ${statusWords[status]}`).join(', ') || 'None yet',
    blocks: [
      shown.length === 0
        ? { type: 'text', text: 'No release is registered yet.' }
        : {
            type: 'list',
            items: shown.map(({ version, kind, status }) => [{ bold: version }, ` (${kind}) ${statusWords[status]}`]),
          },
    ],
    actions: [
      ...shown.slice(0, 5).map(({ version }) => ({ verb: 'release', label: version, args: { version } })),
      { verb: 'release', label: 'Register a release', args: { act: 'publish' }, style: 'primary' as const },
    ],
  }
}

const mostShown = 10

/** A release that has not passed its gate: what its last report counted, and how it goes on. */
export function candidateCard(release: Release): Card {
  const { version, status, gate, shortfalls, kind } = release
  const blocks: Block[] = [{ type: 'facts', facts: [{ label: 'Kind', value: kind }] }]
  if (gate) blocks.push({ type: 'text', text: `Its last report counted ${countWords(gate)}.` })
  if (shortfalls.length > 0) blocks.push({ type: 'list', items: shortfalls.map(shortfallWords) })
  blocks.push({
    type: 'text',
    text: [
      'Its test report is handed in by your pipeline, or with ',
      { code: `zerotouch release publish ${version} --gate report.xml.gz` },
      '. Passed, the roll-out starts by itself.',
    ],
  })
  const title = `Release ${version} ${statusWords[status]}`
  return {
    kind: 'release',
    tone: status === 'refused' ? 'bad' : 'neutral',
    title,
    summary: title,
    blocks,
    actions: [...releaseActions(release), notesLink(release)],
  }
}
