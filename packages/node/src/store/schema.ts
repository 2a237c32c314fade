// Collects the types of all tables by table name. Each subject has one file; each gateway declares its own tables in
// its schema.ts. The migrations define the tables.
import type { AccountSchema } from './account-schema.ts'
import type { ActSchema } from './act-schema.ts'
import type { AgreementSchema } from './agreement-schema.ts'
import type { AttachmentSchema } from './attachment-schema.ts'
import type { BlindSchema } from './blind-schema.ts'
import type { CaseSchema } from './case-schema.ts'
import type { LogSchema } from './log-schema.ts'
import type { MessageSchema } from './message-schema.ts'
import type { OnwardSchema } from './onward-schema.ts'
import type { OversightSchema } from './oversight-schema.ts'
import type { PeerSchema } from './peer-schema.ts'
import type { RedressSchema } from './redress-schema.ts'
import type { RetentionSchema } from './retention-schema.ts'
import type { SampleSchema } from './sample-schema.ts'
import type { SignalSchema } from './signal-schema.ts'
import type { StopSchema } from './stop-schema.ts'
import type { TaxiiSchema } from './taxii-schema.ts'

export type * from './account-schema.ts'
export type * from './act-schema.ts'
export type * from './case-schema.ts'
export type * from './message-schema.ts'
export type * from './signal-schema.ts'

export interface Schema
  extends AccountSchema,
    ActSchema,
    AgreementSchema,
    AttachmentSchema,
    BlindSchema,
    CaseSchema,
    LogSchema,
    MessageSchema,
    OnwardSchema,
    OversightSchema,
    PeerSchema,
    RedressSchema,
    RetentionSchema,
    SampleSchema,
    SignalSchema,
    StopSchema,
    TaxiiSchema {}
