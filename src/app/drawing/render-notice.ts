import type { Card } from '../../notices/card/card.ts'
import { definitionOf } from '../../notices/kinds/notice.ts'
import type { Drawing, Drawn, Readings } from '../../notices/notice/drawing.ts'
import type { Delivery } from '../ports/delivery-ports.ts'
import type { Ports, Tx } from '../ports/ports.ts'
import { readings } from './readings.ts'

/** Draws the card of a delivery for its place, from what its kind of notice asks for. */
export async function renderNotice(
  tx: Tx,
  ports: Ports,
  { id, notice, place, mode }: Pick<Delivery, 'id' | 'notice' | 'place' | 'mode'>,
): Promise<Card> {
  let drawn: Drawn = definitionOf(notice.kind).draw(notice, { delivery: id, place, mode })
  while ('reads' in drawn) drawn = await read(tx, ports, drawn)
  return drawn
}

const read = async <Name extends keyof Readings>(tx: Tx, ports: Ports, drawing: Drawing<Name>): Promise<Drawn> =>
  drawing.card(await readings[drawing.reads](tx, ports, drawing.of))
