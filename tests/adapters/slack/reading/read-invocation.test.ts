import { describe, expect, test } from 'vitest'
import { readBody } from '../../../../src/adapters/slack/reading/read-body.ts'
import { readAction, readSlash, readSubmission } from '../../../../src/adapters/slack/reading/read-invocation.ts'
import { renderForm } from '../../../../src/adapters/slack/rendering/render-form.ts'
import { moveForm } from '../../../contracts/sample-cards.ts'
import { actionPayload, slashPayload, submissionPayload } from '../slack-payloads.ts'

const slash = (payload: object) => {
  const read = readBody(payload)
  if (read.kind !== 'slash') throw new Error(read.kind)
  return readSlash(read.body)
}
const action = (payload: object) => {
  const read = readBody(payload)
  if (read.kind !== 'actions') throw new Error(read.kind)
  return readAction(read.body)
}
const submission = (payload: object) => {
  const read = readBody(payload)
  if (read.kind !== 'submission') throw new Error(read.kind)
  return readSubmission(read.body)
}

describe('a slash command', () => {
  test.each([
    ['', 'menu', ''],
    ['   ', 'menu', ''],
    ['status', 'status', ''],
    ['  RESCHEDULE   acme/staging  sunday 2am ', 'reschedule', 'acme/staging  sunday 2am'],
    ['cancel\nacme/staging', 'cancel', 'acme/staging'],
    ['withdraw-request R-9', 'withdraw-request', 'R-9'],
  ])('%j', (text, verb, rest) => {
    expect(slash(slashPayload(text))).toMatchObject({
      verb,
      rest,
      via: 'typed',
      account: { platform: 'slack', workspace: 'T1', user: 'U1ANA' },
      channel: { platform: 'slack', workspace: 'T1', channel: 'C1' },
    })
  })

  test('without its text is empty', () => {
    const { text: _, ...payload } = slashPayload('')
    expect(slash(payload).verb).toBe('menu')
  })

  test('is one request, however often it is read', () => {
    const payload = slashPayload('status')
    expect(slash(payload).request).toBe(slash({ ...payload }).request)
    expect(slash(payload).request).not.toBe(slash(slashPayload('status')).request)
  })
})

describe('a button', () => {
  test('is its verb, whatever its number', () => {
    const press = (action_id: string) => action(actionPayload({ action_id, value: '{"system":"acme/staging"}' }))
    expect(press('reschedule#1')).toMatchObject({ verb: 'reschedule', args: { system: 'acme/staging' } })
    expect(press('withdraw-request#27')).toMatchObject({ verb: 'withdraw-request' })
    expect(press('status')).toMatchObject({ verb: 'status' })
    expect(press('open-link#1')).toBeNull()
  })

  test('is one request for one press, another for the next press and for another person', () => {
    const payload = actionPayload({ action_id: 'cancel#1', value: '{}' })
    const request = (change: object) => action({ ...payload, ...change })?.request
    expect(request({})).toBe(request({ response_url: 'http://127.0.0.1/other' }))
    expect(request({})).not.toBe(request({ user: { id: 'U2', team_id: 'T1' } }))
    expect(request({})).not.toBe(request({ actions: [{ ...payload.actions[0], action_ts: '9.9' }] }))
  })

  test('of an organisation without a team is of its presser’s workspace', () => {
    expect(action({ ...actionPayload({ action_id: 'status#1' }), team: null })).toMatchObject({
      account: { workspace: 'T1' },
      channel: { workspace: 'T1' },
    })
  })

  test('of the sandbox’s home tab is in no channel', () => {
    expect(action(actionPayload({ action_id: 'status#1' }, { channel: '' }))?.channel).toBeNull()
  })
})

describe('a form', () => {
  const view = renderForm(moveForm, { workspace: 'T1' }, 'C1')

  test('joins what it carried with what was filled in', () => {
    const said = submission(
      submissionPayload(view, { date: '2026-12-07', time: '02:15', reason: null, which: 'second' }),
    )
    expect(said).toMatchObject({
      verb: 'reschedule',
      via: 'form',
      args: { system: 'acme/staging', seen: '3', date: '2026-12-07', time: '02:15', which: 'second' },
      channel: { channel: 'C1' },
    })
    expect(said.args).not.toHaveProperty('reason')
  })

  test('opened in a shared channel is of the workspace where the bot is', () => {
    const payload = submissionPayload(view, {}, { who: { workspace: 'T9', user: 'U9' } })
    const shared = { ...payload, view: { ...payload.view, app_installed_team_id: 'T1' } }
    expect(submission(shared)).toMatchObject({
      account: { workspace: 'T9', user: 'U9' },
      channel: { workspace: 'T1', channel: 'C1' },
    })
  })

  test('whose luggage is not ours carries nothing', () => {
    for (const private_metadata of ['', 'null', '[]', '{"channel":7,"args":[1]}', 'x', '{"args":null}']) {
      const payload = submissionPayload({ ...view, private_metadata }, { time: '02:00' })
      expect(submission(payload)).toMatchObject({ args: { time: '02:00' }, channel: null })
    }
  })
})

describe('what is no invocation', () => {
  test.each([
    [null, 'malformed'],
    [[], 'malformed'],
    ['text', 'malformed'],
    [{}, 'malformed'],
    [{ type: 7 }, 'malformed'],
    [{ command: 'update' }, 'malformed'],
    [{ type: 'block_actions' }, 'malformed'],
    [{ type: 'view_submission', view: null }, 'malformed'],
    [{ type: 'shortcut' }, 'other'],
    [{ type: 'view_closed' }, 'other'],
    [{ type: 'url_verification', challenge: 'x' }, 'handshake'],
    [{ ssl_check: '1', command: '/update' }, 'handshake'],
  ])('%j is %s', (body, kind) => {
    expect(readBody(body).kind).toBe(kind)
  })
})
