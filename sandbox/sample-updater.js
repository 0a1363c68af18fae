#!/usr/bin/env node
// The sandbox's update program: harmless, a few seconds long. It fails when a file asks it to, once.
import { rmSync } from 'node:fs'

const { ZEROTOUCH_CLIENT, ZEROTOUCH_ENVIRONMENT, ZEROTOUCH_RELEASE } = process.env
const [, , failFile] = process.argv

const seconds = 3
setTimeout(() => {
  if (failFile && removed(failFile)) {
    console.error('Migration 42 failed: the disk of the sample server is full')
    process.exit(1)
  }
  console.log(`updated ${ZEROTOUCH_CLIENT}/${ZEROTOUCH_ENVIRONMENT}`)
  console.log(`version=${ZEROTOUCH_RELEASE}`)
}, seconds * 1000)

/** Two updates start together; only the one that takes the file away fails. */
function removed(file) {
  try {
    rmSync(file)
    return true
  } catch {
    return false
  }
}
