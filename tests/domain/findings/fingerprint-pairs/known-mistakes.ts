import type { Pair } from './pair.ts'

/** One failure, which is taken for two: safe, for a person decides each. Counted against the recall. */
export const missed: readonly Pair[] = [
  [
    'counters of few digits',
    'read 9817 rows, then the connection was lost',
    'read 412 rows, then the connection was lost',
  ],
  ['attempts', 'no answer after 3 attempts', 'no answer after 12 attempts'],
  ['numbers of invoices', 'INV-10023 is not paid', 'INV-10024 is not paid'],
  ['names of a database', 'database "acme_live" does not exist', 'database "beta" does not exist'],
  [
    'a site in a directory',
    'https://acme.example.com/moodle/login/index.php gave 500',
    'https://learn.beta.org/login/index.php gave 500',
  ],
  ['free space', 'only 812 MB are free', 'only 790 MB are free'],
  ['short hashes alone', 'deployed 3f2504e', 'deployed 0beec7b'],
  ['sessions in a query', '/login/index.php?testsession=2301 failed', '/login/index.php?testsession=17 failed'],
]

/** Two failures that are taken for one, since ports, durations and large numbers mostly differ by chance. Counted against the precision. */
export const confused: readonly Pair[] = [
  ['ports that are the point', 'nothing listens on port 80', 'nothing listens on port 443'],
  ['durations that are compared', 'expected 3 days but was 5 days', 'expected 3 days but was 90 days'],
  ['large numbers that are compared', 'expected 20000 but was 20001', 'expected 20000 but was 91000'],
]
