/** A place on the disk of one machine: it begins with a drive, a share or what only disks have at their root, or is temporary. */
export const places =
  /(?<![\w.>/\\-])(?:[a-z]:(?=[\\/])|\\\\[\w.-]+(?=\\)|(?=\/(?:home|Users|builds|etc|media|mnt|nix|opt|private|root|srv|tmp|usr|var|Volumes)\/)|(?=\/(?:[\w.-]+\/){1,12}te?mp\/))(?:[\\/]+(?:Program Files(?: \(x86\))?(?=[\\/])|[^\s"'`,;:()<>[\]|*?\\/]+))+[\\/]?/gi

/**
 * @returns `<path>/` and the last part. Code keeps the directories below the installation's root as well, since every
 *   directory has its `lib.php` or `index.js`. Of what is temporary nothing is left.
 */
export function placeOf(found: string): string {
  const path = found.replace(/[\\/]+/g, '/').replace(/\/$/, '')
  if (temporary.test(path)) return '<path>'
  const last = path.slice(path.lastIndexOf('/') + 1)
  return `<path>/${code.test(last) ? path.replace(root, '') : last}`
}

const temporary = /\/(?:[Tt]e?mp|TE?MP|T)\/|^\/var\/folders\//

const code =
  /\.(?:php|phtml|inc|py|[cm]?[jt]sx?|java|kt|scala|groovy|rb|go|rs|c|cc|cpp|h|hpp|cs|fs|vb|sql|feature|mustache|twig|xml|json|sh|pl|lua|vue)\.*$/i

const homes = '(?:home|Users)/[^/]+/'
const shared =
  '(?:srv(?:/(?:www|http|sites|web))?|opt|media|mnt|builds|Volumes|var/(?:www/vhosts|www|lib|opt)|usr/(?:local/share|local|share|src|lib))/'
const deployed =
  '(?:(?:releases?|versions?|deployments?|sites)/[^/]+|html|htdocs|httpdocs|public_html|public|inetpub|wwwroot|webroot|docroot|www|web|app|src|current|moodle|site|code|live|xampp)/'
/** A directory that holds more than files is its owner's; one that holds the file itself may be a part of the product. */
const owned = `(?:(?!${deployed})[^/]+/(?=[^/]+/))?`

const root = new RegExp(`^(?:[a-z]:/|//[^/]+/|/(?:private/)?)(?:${homes}|${shared}${owned})?(?:${deployed})*`, 'i')
