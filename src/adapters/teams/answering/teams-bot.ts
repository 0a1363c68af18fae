import { Application, TeamsAdapter } from '@microsoft/teams-ai'
import { type Activity, INVOKE_RESPONSE_KEY, type InvokeResponse, type TurnContext } from 'botbuilder'
import { ClaimsIdentity, type ConnectorFactory } from 'botframework-connector'
import type { Connectors } from '../trust/connectors.ts'
import type { Registration } from '../trust/registrations.ts'

/** The way into the SDK for an activity whose token was verified here: its own check is not asked (DESIGN 7). */
class VerifiedAdapter extends TeamsAdapter {
  receive(registration: Registration, connectors: Connectors, activity: Activity, logic: Logic) {
    const connectorFactory: ConnectorFactory = {
      create: async (serviceUrl) => connectors.of(registration, serviceUrl),
    }
    const audience = 'https://api.botframework.com'
    const claimsIdentity = new ClaimsIdentity([{ type: 'aud', value: registration.appId }], true)
    return this.processActivity({ audience, claimsIdentity, connectorFactory }, activity, logic)
  }
}

/** Its option not to send typing is not heeded by 1.7.4, and its one timer is shared by all turns. */
class QuietApplication extends Application {
  override startTypingTimer(): void {}
}

type Logic = (context: TurnContext) => Promise<void>
type Handler = (context: TurnContext) => Promise<void>

export type Handlers = {
  readonly message: Handler
  /** @returns the body of the answer to a pressed button */
  readonly action: (context: TurnContext) => Promise<object>
  readonly change: Handler
}

export type TeamsBot = {
  /**
   * Runs one turn. @param body the activity as it came, already read and found good
   * @returns what an invoke is answered with; undefined for anything else
   */
  receive(registration: Registration, body: object): Promise<InvokeResponse | undefined>
}

/**
 * The SDK's application: it has no storage (parallel turns would meet in it), no typing timer, and routes by the kind of
 * an activity alone, never by a substring of what somebody wrote. Which verb it is, the payload tells.
 */
export function makeTeamsBot(connectors: Connectors, handlers: Handlers): TeamsBot {
  // Each turn brings its own registration: the adapter itself holds no id and no secret.
  const adapter = new VerifiedAdapter({})
  adapter.onTurnError = async (_context, error) => {
    throw error
  }
  const application = new QuietApplication({
    adapter,
    startTypingTimer: false,
    longRunningMessages: false,
    removeRecipientMention: false,
  })
  application.activity(/^message$/, handlers.message)
  application.activity(/^(conversationUpdate|installationUpdate)$/, handlers.change)
  application.addRoute(
    async ({ activity }) => activity.type === 'invoke' && activity.name === 'adaptiveCard/action',
    async (context) => {
      const response: InvokeResponse = { status: 200, body: await handlers.action(context) }
      context.turnState.set(INVOKE_RESPONSE_KEY, { type: 'invokeResponse', value: response })
    },
    true,
  )
  return {
    receive: (registration, body) =>
      adapter.receive(registration, connectors, presentable(body), async (context) => {
        await application.run(context)
      }),
  }
}

/** The SDK breaks on `value: null` beside a missing text, and on texts that are none. */
function presentable(body: object): Activity {
  const { value, text, ...rest } = body as Activity
  return {
    ...rest,
    ...(value !== null && value !== undefined && { value }),
    text: typeof text === 'string' ? text : '',
  }
}
