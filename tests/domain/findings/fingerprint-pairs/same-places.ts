import type { Pair } from './pair.ts'

/** They differ by where it was, and by what a log or a browser wrote around it. */
export const samePlaces: readonly Pair[] = [
  // Hosts
  [
    'hosts of addresses',
    'GET https://acme.example.com/api/users failed',
    'GET https://beta.example.org:8443/api/users failed',
  ],
  ['ports', 'connect to localhost:5432 failed', 'connect to localhost:6432 failed'],
  [
    'ports in words',
    'Failed to connect to acme.example.com port 443',
    'Failed to connect to beta.example.org port 8443',
  ],
  ['hosts and ports', 'cannot reach db.acme.example.com:5432', 'cannot reach pg-1.beta.internal:6432'],
  ['hosts without a port', 'no answer from learn.acme.example.com', 'no answer from moodle.beta.ac.uk'],
  ['hosts of Node', 'getaddrinfo ENOTFOUND db.acme.internal', 'getaddrinfo ENOTFOUND db.beta.internal'],
  ['hosts of curl', 'Could not resolve host: learn.acme.example', 'Could not resolve host: lms.beta.example'],
  [
    'hosts of MySQL',
    "Can't connect to MySQL server on 'db1.acme' (111)",
    "Can't connect to MySQL server on 'sql-7' (111)",
  ],
  [
    'hosts of Postgres',
    'connection to server at "db-acme" (10.0.0.7), port 5432 failed',
    'connection to server at "db-beta" (192.168.1.20), port 6432 failed',
  ],
  ['network addresses', 'connect ECONNREFUSED 10.0.0.7:5432', 'connect ECONNREFUSED 192.168.1.20:5432'],
  ['IPv6 addresses', 'connect ECONNREFUSED ::1:5432', 'connect ECONNREFUSED fe80::1c2b:5432'],
  ['mail addresses', 'no account for ann@acme.example', 'no account for bob.b+x@beta.example.org'],
  ['databases of a client', "Table 'acme_live.mdl_quiz' doesn't exist", "Table 'beta.mdl_quiz' doesn't exist"],
  // Places on disk
  ['places on disk', 'ENOENT: /home/acme/app/config.yml', 'ENOENT: /srv/beta/releases/7/config.yml'],
  ['Windows and Unix', 'cannot open C:\\Users\\acme\\report.xml', 'cannot open /home/beta/report.xml'],
  ['temporary files', 'cannot write /tmp/tmpx8zkq/out', 'cannot write /var/folders/zz/abc/T/out.txt'],
  [
    'temporary directories of a product',
    'cannot read /var/moodledata/temp/backup/8f2a/moodle.xml',
    'cannot read /mnt/data/acme/temp/backup/77/moodle.xml',
  ],
  ['temporary names', 'cannot rename tmpx8zkq1', 'cannot rename tmp9ab2ce'],
  [
    'roots of a site',
    'Undefined variable $cm in /var/www/acme/moodle/mod/quiz/lib.php on line 88',
    'Undefined variable $cm in /srv/www/beta/html/mod/quiz/lib.php on line 88',
  ],
  [
    'roots on Windows',
    'syntax error in C:\\inetpub\\wwwroot\\moodle\\lib\\setup.php',
    'syntax error in /var/www/html/lib/setup.php',
  ],
  [
    'releases on disk',
    'cannot load /srv/acme/releases/20261122/lib/setup.php',
    'cannot load /srv/acme/current/lib/setup.php',
  ],
  [
    'files by URL',
    "Cannot find module 'file:///home/acme/app/src/run.mjs'",
    "Cannot find module 'file:///opt/beta/current/run.mjs'",
  ],
  // Lines
  ['lines', 'test_lib.py:32: Exception', 'test_lib.py:47: Exception'],
  ['lines in words', 'Undefined index: id in lib.php on line 88', 'Undefined index: id in lib.php on line 91'],
  ['lines and columns', 'TypeError: x is undefined (grades.js:12:30)', 'TypeError: x is undefined (grades.js:14:7)'],
  ['lines in parentheses', 'lib.php(123): failed', 'lib.php(125): failed'],
  // As logs and browsers write
  [
    'lines of Apache',
    '[2026-11-22 07:21:00] [client 10.0.0.7:51234] AH01071',
    '[2026-03-01 23:59:59] [client 10.0.0.8:40001] AH01071',
  ],
  ['lines of a system', 'Nov 22 07:21:00 php: failed', 'Mar  1 23:59:59 php: failed'],
  ['times with a zone in words', 'Mon 23 Nov 09:00:01 CET 2026 failed', 'Tue 01 Dec 10:10:10 CET 2026 failed'],
  ['times of Jira', 'expires 2026-11-22T07:21:00.000+0000', 'expires 2026-12-01T00:00:00.000+0000'],
  ['American times', 'due 11/22/2026 7:21:00 PM', 'due 1/2/2027 9:05:00 AM'],
  ['times in a name', 'backup-course-20261122-0721.mbz is damaged', 'backup-course-20260301-2359.mbz is damaged'],
  ['waits', 'Waited 5.2s for element #login', 'Waited 10.1s for element #login'],
  ['lengths of a run', 'tests ran in 0:00:12.345', 'tests ran in 0:01:02.001'],
  ['ages in two parts', 'Last cron run was 3 hours 12 mins ago', 'Last cron run was 25 mins ago'],
  ['days that are left', 'Certificate expires in 3 days', 'Certificate expires in 11 days'],
  ['grouped milliseconds', 'took 1,234 ms', 'took 987 ms'],
  [
    'layout',
    'Element yui_3_17_2_1_1650000000000_123 is not clickable at point (512, 300)',
    'Element yui_3_17_2_1_1650000111111_98 is not clickable at point (640, 288)',
  ],
  [
    'sessions of WebDriver',
    'no session at http://127.0.0.1:4723/session/8a7b6c5d-1111-2222-3333-444455556666/element',
    'no session at http://localhost:4444/session/11112222-aaaa-bbbb-cccc-ddddeeeeffff/element',
  ],
  ['caches', 'Could not connect to redis://cache.acme.internal:6379', 'Could not connect to redis://127.0.0.1:6380'],
  ['hosts by name', 'no answer on host web01', 'no answer on host web02'],
  ['sockets', 'Could not open socket [::1]:8080', 'Could not open socket [fe80::2]:8080'],
  ['containers', 'container 3f2a1b9c8d7e exited (137)', 'container 0aa1b9c8d7ef exited (137)'],
  ['processes', 'PID 12 died', 'PID 4242 died'],
  ['threads of Tomcat', '"http-nio-8080-exec-3" is blocked', '"http-nio-8080-exec-12" is blocked'],
  ['requests of S3', 'RequestId: 4442587FB7D0A2F9', 'RequestId: 99A2587FB7D0A2F0'],
  [
    'traces',
    'trace 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    'trace 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  ],
  ['tokens in a query', 'token=3f9a8b7c6d5e4f3a refused', 'token=0a1b2c3d4e5f6a7b refused'],
  ['uploads', 'cannot read C:\\Windows\\Temp\\php8A2F.tmp', 'cannot read /tmp/phpX81a'],
  [
    'stored files',
    'cannot stat /data/moodledata/filedir/3f/25/3f2504e04f8911d39a0c',
    'cannot stat /data/moodledata/filedir/a9/87/a987fbc94bed3078cf07',
  ],
  ['keys that are there already', "Duplicate entry '5-17' for key 'mdl_x'", "Duplicate entry '9-3' for key 'mdl_x'"],
  ['keys that Postgres names', 'Key (email)=(ann@acme.example) already exists.', 'Key (email)=(Bob) already exists.'],
  ['builds', 'build #812 failed', 'build #813 failed'],
  ['several ids', 'course id 5 and user id 7 do not match', 'course id 51 and user id 70 do not match'],
  ['ids in JSON', '{"code":500,"id":12}', '{"code":500,"id":977}'],
  [
    'roots of hosting',
    'Fatal error in /home/acme/public_html/mod/quiz/lib.php:88',
    'Fatal error in /var/www/vhosts/beta/httpdocs/mod/quiz/lib.php:90',
  ],
  // The same, written otherwise
  ['white space', 'a  failed\n\tbecause of b', 'a failed because of b '],
  ['composed letters', 'caf\u00e9 is closed', 'cafe\u0301 is closed'],
  [
    'temporary directories of an application',
    'cannot write /app/tmp/a8f3/out.csv',
    'cannot write /acme/site/tmp/77/list.csv',
  ],
]
