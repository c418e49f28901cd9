// Kinds of resource, as the platform admin registers and changes them.
import { signingSecretsOf } from '../../src/cleanup/external/signing.ts'
import type { RegisterResourceKindInput, UpdateResourceKindInput } from '../generated/graphql.ts'
import { REGISTER_KIND, UPDATE_KIND } from './operations.ts'
import { type Answers, run, unique } from './people.ts'
import type { TestServer } from './server.ts'

type New = Partial<RegisterResourceKindInput>
type Changes = Omit<UpdateResourceKindInput, 'name'>

/** The fields of a kind whose owner service is called. */
export const WEBHOOK = { cleanup: 'WEBHOOK', webhookUrl: 'https://service.example/clean-up' } as const

/** The variables that register a kind; by default without clean-up, and with a new name. */
export const newKind = (input: New) => ({ input: { name: unique('kind'), cleanup: 'NONE', ...input } as const })

/** The variables that change a kind. */
export const kindChange = (name: string, input: Changes) => ({ input: { name, ...input } })

export const registerKind = async (server: Answers, input: New) =>
  (await run(server, REGISTER_KIND, newKind(input))).registerResourceKind

export const updateKind = async (server: TestServer, name: string, input: Changes) =>
  (await run(server, UPDATE_KIND, kindChange(name, input))).updateResourceKind

/** The secrets that currently sign a webhook of the kind. */
export async function signingSecrets({ app }: TestServer, name: string): Promise<string[]> {
  const { store } = app.services
  const row = await store.db.selectFrom('resource_kind').selectAll().where('name', '=', name).executeTakeFirstOrThrow()
  return signingSecretsOf(row, store.sealer, store.now())
}
