import { describe } from 'vitest'
import { chatPlatformContract } from './chat-platform.ts'
import { slackDriver } from './slack-driver.ts'

describe('Slack, as a chat platform', () => chatPlatformContract(slackDriver))
