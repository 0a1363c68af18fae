import { createHash } from 'node:crypto'
import type { Card } from './card.ts'

/** @returns a short name for what a card shows: two cards that look the same have the same */
export const showsOf = (card: Card): string =>
  createHash('sha256').update(JSON.stringify(card)).digest('base64url').slice(0, 22)
