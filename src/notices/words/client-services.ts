/** The vendor's Client Services, with how they are reached where that is set up (`SUPPORT_…`). */
export const clientServices = (contact: string | null | undefined): string =>
  contact ? `our Client Services (${contact})` : 'our Client Services'
