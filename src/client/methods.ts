// The types of the client's methods. Inputs are those of the schema with two simplifications: a text may stand for a
// reference, and a workspace may be left out where the client's default one can replace it.
import type * as T from './generated/types.ts'
import type { Listing } from './pages.ts'
import type { Stream, StreamOptions } from './stream.ts'

export interface CallOptions {
  /** Aborts the call with the signal's reason; a mutation may be carried out nevertheless. */
  readonly signal?: AbortSignal | undefined
  /** Overrides the setting of the client. */
  readonly timeoutMs?: number | undefined
  readonly retries?: number | undefined
}
export interface WriteOptions extends CallOptions {
  /**
   * Lets the server recognise a repetition of the mutation. If it is left out, each call gets a new key. With null
   * there is no key, which a document with several mutations requires; it is then sent again only if it cannot have
   * arrived.
   */
  readonly idempotencyKey?: string | null | undefined
}

type Arguments<Values, Options> =
  Record<never, never> extends Values ? [values?: Values, options?: Options] : [values: Values, options?: Options]

export type Read<Result, Values> = (...args: Arguments<Values, CallOptions>) => Promise<Result>
export type Write<Result, Values> = (...args: Arguments<Values, WriteOptions>) => Promise<Result>
export type List<Node, Values> = (...args: Arguments<Values, CallOptions>) => Listing<Node>
export type Watch<Event, Values> = (...args: Arguments<Values, StreamOptions>) => Stream<Event>

/** The two types have to be assignable to each other: an ordinary input can have a form that also fits a reference. */
type Is<Value, Type> = [Value] extends [never]
  ? false
  : [Value] extends [Type]
    ? [Type] extends [Value]
      ? true
      : false
    : false
type IsReference<Value> =
  | Is<Value, T.WorkspaceRef>
  | Is<Value, T.UserRef>
  | Is<Value, T.PrincipalRef>
  | Is<Value, T.MembershipRef>
  | Is<Value, T.ProjectRef>
  | Is<Value, T.ResourceRef>
  | Is<Value, T.TokenRef>

/** Whether this is a required workspace. */
type IsDefaulted<Value> = undefined extends Value ? false : Is<Value, T.WorkspaceRef>

type LooseValue<Value> = Value extends readonly (infer Item)[]
  ? readonly LooseValue<Item>[]
  : Value extends object
    ? Loose<Value>
    : Value
type OrText<Value> = true extends IsReference<NonNullable<Value>> ? string : never

/** Variables in which texts may be references, and in which the default workspace may be left out. */
export type Loose<Values> = {
  [Key in keyof Values as IsDefaulted<Values[Key]> extends true ? never : Key]:
    | LooseValue<Values[Key]>
    | OrText<Values[Key]>
} & {
  [Key in keyof Values as IsDefaulted<Values[Key]> extends true ? Key : never]?: Values[Key] | string | undefined
}

type StrictValue<Value> = Value extends readonly (infer Item)[]
  ? readonly StrictValue<Item>[]
  : Value extends object
    ? Strict<Value>
    : Value

/** The same, but without a default workspace. */
export type Strict<Values> = { [Key in keyof Values]: StrictValue<Values[Key]> | OrText<Values[Key]> }
