import pino, { type DestinationStream } from 'pino'
import type { Logger } from '../app/ports/ports.ts'
import type { Config } from '../config/config.ts'

/** JSON lines with ids; what could be a secret or a body is never handed to it, and these names are cut out to be sure. */
export const makeLogger = (level: Config['logLevel'], destination?: DestinationStream): Logger =>
  pino(
    {
      level,
      redact: {
        paths: ['token', '*.token', 'authorization', '*.authorization', 'headers', '*.headers'],
        remove: true,
      },
    },
    destination ?? pino.destination(2),
  )
