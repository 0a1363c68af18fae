import { makeCommandUpdateRunner } from '../adapters/runner/command-update-runner.ts'
import { makeCommandVerificationRunner } from '../adapters/runner/command-verification-runner.ts'
import { makeWebhookUpdateRunner, makeWebhookVerificationRunner } from '../adapters/runner/webhook-runner.ts'
import type { Logger } from '../app/ports/ports.ts'
import type { UpdateRunner, VerificationRunner } from '../app/ports/runner-ports.ts'
import { BadSetting, type Config } from '../config/config.ts'
import { hour } from '../domain/time/span.ts'
import { reportAt } from './report-at.ts'

export function makeUpdateRunner(config: Config, logger: Logger): UpdateRunner {
  const { updateRunner, numbers } = config
  return updateRunner.kind === 'webhook'
    ? makeWebhookUpdateRunner({ url: updateRunner.url, secret: secretOf(config), logger })
    : makeCommandUpdateRunner({
        ...updateRunner,
        timeoutMs: numbers.updateTimeoutHours * hour,
        env: config.environment,
        logger,
      })
}

/**
 * @param stopping ends the programs that still work on a copy when this process is told to stop
 * @returns null where the pipeline starts verifications by itself and only calls the API
 */
export function makeVerificationRunner(
  config: Config,
  logger: Logger,
  stopping: AbortSignal,
): VerificationRunner | null {
  const { verificationRunner } = config
  if (!verificationRunner) return null
  return verificationRunner.kind === 'webhook'
    ? makeWebhookVerificationRunner({ url: verificationRunner.url, secret: secretOf(config), logger })
    : makeCommandVerificationRunner({
        ...verificationRunner,
        timeoutMs: config.verification.timeoutHours * hour,
        env: config.environment,
        signal: stopping,
        openReport: reportAt,
        logger,
      })
}

function secretOf({ runnerSecret }: Config): string {
  if (runnerSecret === null) throw new BadSetting('RUNNER_SECRET: is needed to sign the jobs of a webhook runner')
  return runnerSecret
}
