import { zoneDataVersion } from '../../domain/time/zone.ts'
import { type Check, fine, wrong } from './check.ts'

/** The oldest Node that runs this program (`engines` of package.json). */
const oldest = [20, 19] as const

export function checkNode(version: string = process.versions.node): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const isNewEnough = major > oldest[0] || (major === oldest[0] && minor >= oldest[1])
  return isNewEnough ? fine('node', version) : wrong('node', `${version}; needs ${oldest.join('.')} or newer`)
}

/** Which time zone data offsets come from (docs/decisions/0003-zone-data.md). */
export const checkZones = (): Check => fine('zone-data', zoneDataVersion())
