import { createHash } from 'node:crypto'
import { base } from './style/base.ts'
import { board } from './style/board.ts'
import { controls } from './style/controls.ts'
import { parts } from './style/parts.ts'
import { report } from './style/report.ts'
import { schedule } from './style/schedule.ts'

/** The one stylesheet, in the order in which it is read; every page's own part comes after the common ones. */
export const style = [base, controls, parts, schedule, report, board].join('\n')

/** Named by what is in it, so that browsers keep it and never keep an old one. */
export const styleHref = `/style.css?v=${createHash('sha256').update(style).digest('hex').slice(0, 10)}`
