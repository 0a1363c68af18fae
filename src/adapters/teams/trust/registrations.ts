/**
 * One bot as Entra knows it. New ones are single-tenant, so each client tenant has its own.
 */
export type Registration = {
  readonly appId: string
  readonly tenant: string
  /** Null in the sandbox alone, where nobody asks for tokens. */
  readonly secret: string | null
}

export type Registrations = {
  readonly all: readonly Registration[]
  byApp(appId: string): Registration | null
  byTenant(tenant: string): Registration | null
}

/** @throws when two registrations share a tenant or an id: then it would be chance which one speaks */
export function makeRegistrations(all: readonly Registration[]): Registrations {
  const apps = new Map(all.map((one) => [one.appId.toLowerCase(), one]))
  const tenants = new Map(all.map((one) => [one.tenant.toLowerCase(), one]))
  if (apps.size !== all.length || tenants.size !== all.length)
    throw new Error('Each registration needs a tenant and an id of its own')
  return {
    all,
    byApp: (appId) => apps.get(appId.toLowerCase()) ?? null,
    byTenant: (tenant) => tenants.get(tenant.toLowerCase()) ?? null,
  }
}
