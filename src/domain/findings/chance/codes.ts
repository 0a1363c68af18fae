/** What a number is called that says what went wrong. */
const calledByDatabases = '\\b(?:msg|sqlcode|native[ _]error|rc|retval|retcode|ntstatus|bugcheck|substatus|win32)'

const called =
  '\\b(?:exit(?:ed|s)?|returned(?= -| 0x)|return (?=code|status|value)|status|state|err(?:or|no)?|WinError|code|signal' +
  '|sqlstate|hresult|(?:event|error|message|rule|check)[ _-]?id)(?:[ _-]?(?:code|status|number|no\\.?|value|state|with))*'

/** Between the name and its number, e.g. ` = `, `: `, `[`, `: '`. A bare `Error: 12345 rows` is no code. */
const between = '(?:(?<!\\berror) ?: ?| ?= ?| ?[#([] ?| (?:is |was |of )?)?["\']?'

/** Not the beginning of a time, an address, a longer number or a duration. */
const ends = '(?!\\w|[.:,/-]\\d| ?(?:[mµn]?s|min|sec|hours?|days?)\\b)'

/**
 * Numbers that carry meaning and look like ones that do not: codes of exits and errors of any length, SQLSTATE, codes
 * with a prefix in capitals (ORA-00942, MSB3073, AADSTS50126, CVE-2024-12345), versions. What is not in doubt has no
 * place here: small numbers and short hexadecimal codes stay anyway.
 */
export const codes: readonly RegExp[] = [
  // Postgres with `log_error_verbosity = verbose`, and the client of MySQL.
  /\b(?:(?:ERROR|FATAL|PANIC|WARNING): +[\dA-Z]{5}(?=:)|ERROR \d+ \([\dA-Z]{5}\)|error \d+ \(\d{5}\))/g,
  new RegExp(`${called}${between}-?(?:0x[\\da-f]{1,8}|\\d{1,10})${ends}`, 'gi'),
  /\b(?:version|release|ver\.?|v)[ :=]?["']?\d+(?:\.\d+){1,5}\b/gi,
  /\bversion[ :=]?["']?\d{8,10}(?:\.\d+)?\b/gi,
  // Hexadecimal codes and flags. What follows `at` is a place in memory, save where it looks like an HRESULT or NTSTATUS.
  /\b(?:(?<!\b(?:at|address|location|pointer|ptr)[ :=]{1,3})0x[\da-f]{1,8}|0x[8c][\da-f]{7})\b/gi,
  // OpenSSL: man 3 ERR_error_string.
  /\berror:[\dA-F]{8}(?=:)/g,
  // learn.microsoft.com/windows/win32/winsock/windows-sockets-error-codes-2
  /\(1(?:00|10)\d\d\)/g,
  /(?<![-\w/\\.])(?:CVE-\d{4}-\d{4,7}|(?!GMT|UTC)[A-Z]{1,8}[-_]?\d{3,7}[A-Z]?)(?![-\w/\\@]|\.\w)/g,
  new RegExp(`${calledByDatabases}${between}-?\\d{1,10}${ends}`, 'gi'),
  // SQL Server's log and its clients: `Error: 18456, Severity: 14`, `[SQL Server] 40613: …`. A number that ends all is one, too.
  /\berr(?:or)?: ?-?\d{1,10}(?=\.?(?:\s*$|[,;)\]]))/gi,
  /(?<=\[[^[\]]{0,40}(?:SQL|ODBC|DB2|Oracle|driver|server)[^[\]]{0,40}\] ?)\d{4,6}(?=:)/gi,
  // A code without 0x, as Windows names exceptions.
  /\b(?:code|status|exception|error|NTSTATUS|HRESULT)[ :=(]{1,3}[c8]00[\da-f]{5}\b/gi,
  /\bWSA[A-Z]{3,}[ :=(]{1,3}1[01]\d{3}\b/g,
  // A prefix with a space; places in the code of Active Directory.
  /\b(?:AADSTS|ORA|TNS|PLS|MSB|KB) \d{3,7}\b/g,
  /\bDSID-[\dA-F]{8}\b/gi,
  // As JSON, PHP and Python write them: `"errcode":40013`, `'errno' => 10061`; and what Windows is asked for.
  /\\?["'](?:(?:err(?:or)?|exit|return|ret|status|result|response|reason|fault|native|sql|http|sub|error[_-]?sub)?[_-]?code|err(?:or)?[_-]?(?:no|num|number)?|status|hresult)\\?["'] ?(?::|=>) ?\\?["']?-?\d{1,10}(?!\w|[.:,/-]\d)/gi,
  /\b\w*GetLastError(?:\(\))?(?: ?[:=] ?| (?:is |was |returned )?)-?\d{1,10}(?!\w|[.:,/-]\d)/gi,
  /\b(?:Fehler(?:code|nummer)?|erreur)(?: ?: ?| ?= ?| ?[#([] ?| )-?\d{1,10}(?!\w|[.:,/-]\d| ?(?:[mµn]?s|min|sec|Stunden|Tage?n?|heures?|jours?)\b)/gi,
]
