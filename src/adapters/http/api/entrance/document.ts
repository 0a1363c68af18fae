import type { OpenAPIHono } from '@hono/zod-openapi'
import { apiScopes } from '../../../../app/ports/stores/api-ports.ts'
import type { ApiEnv } from './api-env.ts'

/** Serves the OpenAPI 3.1 document of the calls that were mounted. */
export function mountDocument(api: OpenAPIHono<ApiEnv>): void {
  api.openAPIRegistry.registerComponent('securitySchemes', 'apiKey', {
    type: 'http',
    scheme: 'bearer',
    description: `An API key. Its scopes: ${apiScopes.join(', ')}. A key can be bound to one client or system.`,
  })
  api.get('/v1/openapi.json', (c) =>
    c.json(
      api.getOpenAPI31Document({
        openapi: '3.1.0',
        info: {
          title: 'Zerotouch',
          version: '1',
          description: 'What pipelines and learning environments call.',
        },
        servers: [{ url: '/' }],
      }),
    ),
  )
}
