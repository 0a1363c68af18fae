import type { Pair } from './pair.ts'

/** They differ by when it was, how long it took, and what a machine or a database counted. */
export const sameTimesAndIds: readonly Pair[] = [
  // Times
  ['ISO times', 'token valid until 2026-11-22T07:21:00.123Z', 'token valid until 2025-01-02 23:59:59'],
  ['zoned times', 'due 2026-11-22T07:21:00+01:00', 'due 2026-03-01T00:00:00-05:00'],
  [
    'times of Postgres',
    'row of 2026-11-22 07:21:00.123456+00 is gone',
    'row of 2026-03-01 00:00:00.1+00 is gone',
  ],
  ['times in words', 'started Thu Mar 27 10:52:12 2008', 'started Fri Apr 4 09:01:00 2026'],
  [
    'times of JavaScript',
    'due Sun Nov 22 2026 07:21:00 GMT+0100 (Central European Standard Time)',
    'due Mon Mar 02 2026 17:00:01 GMT-0500 (Eastern Standard Time)',
  ],
  ['times of mail', 'sent Sun, 22 Nov 2026 07:21:00 GMT', 'sent Mon, 2 Feb 2026 17:00:01 GMT'],
  [
    'times of Moodle',
    'Last run Sunday, 22 November 2026, 7:21 AM',
    'Last run Monday, 2 February 2026, 11:05 PM',
  ],
  ['times of Apache', '[22/Nov/2026:07:21:00 +0000] no answer', '[02/Feb/2026:17:00:01 +0100] no answer'],
  ['times without signs', 'snapshot 20261122T072100Z failed', 'snapshot 20260302T170001Z failed'],
  ['times of day', 'window opens at 1:00 AM', 'window opens at 11:30 PM'],
  ['dates', 'invoice of 22/11/2026', 'invoice of 1/2/2027'],
  ['dates with the year first', 'cron last ran on 2026/11/22', 'cron last ran on 2026/3/2'],
  ['German dates', 'Rechnung vom 22.11.2026', 'Rechnung vom 01.02.2027'],
  ['German dates in words', 'gesichert am 22. November 2026', 'gesichert am 1. März 2026'],
  [
    'dates with a month in the middle',
    'certificate expired on 22-Nov-2026',
    'certificate expired on 01-Mar-2026',
  ],
  ['seconds since 1970', 'lock held since 1795332060', 'lock held since 1772470801'],
  // Durations
  ['durations', 'Timeout of 5000ms exceeded', 'Timeout of 10 s exceeded'],
  ['durations of two parts', 'gave up after 1m30s', 'gave up after 45 seconds'],
  ['durations with fractions', 'Timed out after 30.012 seconds', 'Timed out after 30.47 seconds'],
  ['durations in ISO 8601', 'waited PT30S for the lock', 'waited PT1M5S for the lock'],
  ['ages', 'backup is 3 days old', 'backup is 12 days old'],
  [
    'curl’s time',
    'Operation timed out after 30001 milliseconds with 0 bytes received',
    'Operation timed out after 30014 milliseconds with 0 bytes received',
  ],
  [
    'Jest’s time',
    'thrown: "Exceeded timeout of 5000 ms for a test."',
    'thrown: "Exceeded timeout of 10000 ms for a test."',
  ],
  // Ids
  [
    'uuids',
    'no course 3f2504e0-4f89-11d3-9a0c-0305e82c3301',
    'no course A987FBC9-4BED-3078-CF07-9141BA07C9F3',
  ],
  [
    'hashes',
    'commit 9fceb02d0ae598e95dc970b74767f19372d61af8 is gone',
    'commit 0beec7b5ea3f0fdbc95d0dd4 is gone',
  ],
  ['short hashes', 'built from commit 9fceb02', 'built from commit 0beec7b'],
  ['random ids', 'session k3j9x2m4q8zt expired', 'session 7hg2kd91mzp4 expired'],
  ['ids of records', "Can't find data record (id: 17)", "Can't find data record (id: 2301)"],
  ['ids of courses', 'courseid=5 has no sections', 'courseid=71 has no sections'],
  ['ids in a query', '/course/view.php?id=17 has no title', '/course/view.php?id=2301 has no title'],
  ['ids in a path', 'GET /api/users/17/grades failed', 'GET /api/users/23/grades failed'],
  ['ids of requests', 'Internal error, request id: req-7f9c21', 'Internal error, request id: req-03be77'],
  ['keys of a session', '/login?sesskey=aB3dE5fG7h failed', '/login?sesskey=Zx9Yw8Vu7t failed'],
  ['tokens', 'rejected eyJhbGciOi1.eyJzdWIiOi.c2lnbmF0', 'rejected eyJ0eXAiOiJKV1Q.eyJpc3MiOiJ.YWJjZGVm'],
  ['large counters', 'offset 123456 is beyond the end', 'offset 98765 is beyond the end'],
  ['grouped counters', 'read 1,203,456 rows', 'read 98,765 rows'],
  [
    'bytes',
    'Allowed memory size of 134217728 bytes exhausted (tried to allocate 20480 bytes)',
    'Allowed memory size of 268435456 bytes exhausted (tried to allocate 65536 bytes)',
  ],
  ['long fractions', 'load is 0.123456', 'load is 0.654321'],
  [
    'process ids',
    'deadlock: Process 1234 waits for ShareLock on transaction 5678',
    'deadlock: Process 87 waits for ShareLock on transaction 91',
  ],
  // Memory
  ['addresses in memory', 'segfault at 0x7ffee4b3c8a0', 'segfault at 0x00000010'],
  [
    'objects of Python',
    '<User object at 0x7f3a5c2b1d90> is not saved',
    '<User object at 0x7f3a5c2b2e10> is not saved',
  ],
  ['objects of Java', 'cannot cast com.acme.User@1b6d3586', 'cannot cast com.acme.User@4554617c'],
  ['objects of PHP', 'Foo Object #123 is not comparable', 'Foo Object #98 is not comparable'],
  // Names
  ['threads', 'exception in pool-3-thread-7', 'exception in pool-1-thread-12'],
  ['proxies', 'no method on com.sun.proxy.$Proxy12', 'no method on com.sun.proxy.$Proxy31'],
  [
    'mocks of PHPUnit',
    'Mock_UserRepository_5f3a9c2b::save was not called',
    'Mock_UserRepository_0b7d11ce::save was not called',
  ],
  ['pods', 'no answer from pod web-7d4b9c6f5d-x2x9z', 'no answer from pod web-58c6d9f7b4-k4m2q'],
  ['workers of pytest', '[gw3] worker crashed', '[gw0] worker crashed'],
  ['accounts that a generator made', 'user_18234 has no role', 'user_98111 has no role'],
  ['accounts with a number', 'user_1234 has no role', 'user_98 has no role'],
  ['courses with a random end', 'course-a8f3b2 is hidden', 'course-x7k2p9 is hidden'],
  ['numbers of courses', 'Course #17 not found', 'Course #2301 not found'],
  [
    'times after a name of a code',
    'Error 11/22/2026 7:21:00 PM: no answer',
    'Error 1/2/2027 9:05:00 AM: no answer',
  ],
]
