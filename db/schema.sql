-- The tables after 0024_workspace_sizes, printed by npm run schema from a migrated SQLite database. Read this to learn
-- them. A new SQLite file is made from it.

CREATE TABLE "api_token" (
  "id" text not null primary key,
  "hash" text not null unique,
  "hint" text not null,
  "name" text not null,
  "description" text,
  "workspace_id" text references "workspace" ("id"),
  "owner_id" text not null references "user" ("id"),
  "role" text check (role in ('OWNER', 'ADMIN', 'EDITOR', 'VIEWER')),
  "permissions" text,
  "platform_admin" integer default 0 not null,
  "created_at" text not null,
  "created_by" text,
  "minted_by" text,
  "expires_at" text not null,
  "last_used_at" text,
  "last_used_ip" text,
  "last_used_operation" text,
  "revoked_at" text,
  "revoked_by" text,
  "last_used_order" text generated always as (coalesce("last_used_at", ' ' || id)) not null,
  "previous_hash" text,
  "previous_until" text,
  "suspended_at" text,
  "suspended_by" text,
  "expiry_told" integer default 0 not null
) strict;

CREATE INDEX "api_token_workspace_id_id" on "api_token" ("workspace_id", "id");

CREATE INDEX "api_token_owner_id_workspace_id_id" on "api_token" ("owner_id", "workspace_id", "id");

CREATE INDEX "api_token_workspace_id_id_revoked" on "api_token" ("workspace_id", "id") where revoked_at is not null;

CREATE INDEX "api_token_owner_id_workspace_id_expires_at_live" on "api_token" ("owner_id", "workspace_id", "expires_at") where revoked_at is null;

CREATE INDEX "api_token_workspace_id_name_id" on "api_token" ("workspace_id", "name", "id");

CREATE INDEX "api_token_workspace_id_expires_at_id" on "api_token" ("workspace_id", "expires_at", "id");

CREATE INDEX "api_token_workspace_id_last_used_order_id" on "api_token" ("workspace_id", "last_used_order", "id");

CREATE INDEX "api_token_owner_id_name_id" on "api_token" ("owner_id", "name", "id") where workspace_id is null;

CREATE INDEX "api_token_owner_id_expires_at_id" on "api_token" ("owner_id", "expires_at", "id") where workspace_id is null;

CREATE INDEX "api_token_owner_id_last_used_order_id" on "api_token" ("owner_id", "last_used_order", "id") where workspace_id is null;

CREATE INDEX "api_token_minted_by_expires_at_live" on "api_token" ("minted_by", "expires_at") where revoked_at is null;

CREATE INDEX "api_token_owner_id_id_of_account" on "api_token" ("owner_id", "id") where owner_id between 'svc_' and 'svc_~';

CREATE INDEX "api_token_owner_id_name_id_of_account" on "api_token" ("owner_id", "name", "id") where owner_id between 'svc_' and 'svc_~';

CREATE INDEX "api_token_owner_id_expires_at_id_of_account" on "api_token" ("owner_id", "expires_at", "id") where owner_id between 'svc_' and 'svc_~';

CREATE INDEX "api_token_owner_id_last_used_order_id_of_account" on "api_token" ("owner_id", "last_used_order", "id") where owner_id between 'svc_' and 'svc_~';

CREATE UNIQUE INDEX "api_token_previous_hash" on "api_token" ("previous_hash");

CREATE INDEX "api_token_expires_at_untold" on "api_token" ("expires_at") where revoked_at is null and expiry_told = 0;

CREATE INDEX "api_token_workspace_id_expires_at_live" on "api_token" ("workspace_id", "expires_at") where revoked_at is null;

CREATE TABLE "cleanup_task" (
  "id" text not null primary key,
  "deletion_id" text not null references "deletion" ("id"),
  "position" integer not null,
  "workspace_id" text not null,
  "workspace_name" text not null,
  "kind" text not null,
  "cleanup" text not null,
  "resource_id" text not null,
  "resource_name" text not null,
  "external_id" text,
  "labels" text not null,
  "state" text not null,
  "attempt" integer default 0 not null,
  "failures" integer default 0 not null,
  "due_at" text,
  "last_error" text
) strict;

CREATE INDEX "cleanup_task_deletion_id_id" on "cleanup_task" ("deletion_id", "id");

CREATE INDEX "cleanup_task_deletion_id_state_id" on "cleanup_task" ("deletion_id", "state", "id");

CREATE INDEX "cleanup_task_deletion_id_kind_id" on "cleanup_task" ("deletion_id", "kind", "id");

CREATE INDEX "cleanup_task_deletion_id_position_open" on "cleanup_task" ("deletion_id", "position", "state", "due_at") where state <> 'DONE';

CREATE INDEX "cleanup_task_kind_due_at_claimable" on "cleanup_task" ("kind", "due_at", "id") where cleanup = 'CLAIM' and due_at is not null;

CREATE TABLE "deletion" (
  "id" text not null primary key,
  "workspace_id" text not null,
  "workspace_name" text not null,
  "workspace_display_name" text not null,
  "state" text not null,
  "policy" text not null,
  "reason" text,
  "requested_by" text,
  "requested_at" text not null,
  "started_at" text,
  "finished_at" text,
  "total" integer not null,
  "done" integer default 0 not null,
  "last_error" text,
  "token_id" text,
  "token_hash" text unique,
  "token_owner_id" text,
  "token_minted_by" text,
  "token_expires_at" text,
  "lease_holder" text,
  "lease_until" text,
  "lease_fence" integer default 0 not null,
  "finished_order" text generated always as (coalesce("finished_at", ' ' || id)) not null,
  "token_row" text,
  "token_revoked_at" text,
  "token_revoked_by" text,
  "last_event" text,
  "starts_at" text,
  "token_role" text,
  "token_permissions" text,
  "token_previous_hash" text,
  "token_previous_until" text,
  "failed" integer default 0 not null,
  "skipped" integer default 0 not null,
  "moved_at" text,
  "paused_at" text
) strict;

CREATE INDEX "deletion_workspace_id" on "deletion" ("workspace_id");

CREATE INDEX "deletion_token_id" on "deletion" ("token_id");

CREATE INDEX "deletion_token_minted_by" on "deletion" ("token_minted_by");

CREATE INDEX "deletion_state_id" on "deletion" ("state", "id");

CREATE INDEX "deletion_requested_by_id" on "deletion" ("requested_by", "id");

CREATE INDEX "deletion_workspace_name_id" on "deletion" ("workspace_name", "id");

CREATE INDEX "deletion_finished_order_id" on "deletion" ("finished_order", "id");

CREATE INDEX "deletion_starts_at_scheduled" on "deletion" ("starts_at") where state = 'SCHEDULED';

CREATE UNIQUE INDEX "deletion_token_previous_hash" on "deletion" ("token_previous_hash");

CREATE INDEX "deletion_paused_at_state_id" on "deletion" ("paused_at", "state", "id");

CREATE TABLE "deletion_step" (
  "deletion_id" text not null references "deletion" ("id"),
  "position" integer not null,
  "name" text not null,
  "state" text default 'WAITING' not null,
  "total" integer not null,
  "done" integer default 0 not null,
  "attempts" integer default 0 not null,
  "next_attempt_at" text,
  "last_error" text,
  "label" text,
  "started_at" text,
  "finished_at" text,
  "failed" integer default 0 not null,
  "skipped" integer default 0 not null,
  "failures" integer default 0 not null,
  "cleanup" text default 'NONE' not null,
  "stage" integer,
  "handed_over_to" text,
  constraint "deletion_step_pk" primary key ("deletion_id",
  "position")
) strict;

CREATE TABLE "deletion_watcher" (
  "deletion_id" text not null references "deletion" ("id"),
  "user_id" text not null references "user" ("id"),
  "was_owner" integer not null,
  constraint "deletion_watcher_pk" primary key ("deletion_id",
  "user_id")
) strict;

CREATE INDEX "deletion_watcher_user_id_deletion_id" on "deletion_watcher" ("user_id", "deletion_id");

CREATE TABLE "departed_sender" (
  "sender" text not null primary key,
  "actor_id" text not null,
  "actor_name" text not null,
  "platform_admin" integer not null,
  "token_id" text,
  "request_id" text not null,
  "ip" text
) strict;

CREATE TABLE "event" (
  "seq" integer primary key autoincrement,
  "type" text not null,
  "at" text not null,
  "workspace_id" text,
  "deletion_id" text,
  "actor_id" text,
  "actor_name" text not null,
  "token_id" text,
  "subject_id" text,
  "request_id" text,
  "ip" text,
  "summary" text not null,
  "data" text not null
) strict;

CREATE INDEX "event_workspace_id_seq" on "event" ("workspace_id", "seq");

CREATE INDEX "event_actor_id_seq" on "event" ("actor_id", "seq");

CREATE INDEX "event_subject_id_seq" on "event" ("subject_id", "seq");

CREATE INDEX "event_type_seq" on "event" ("type", "seq");

CREATE INDEX "event_workspace_id_type_seq" on "event" ("workspace_id", "type", "seq");

CREATE INDEX "event_deletion_id_seq" on "event" ("deletion_id", "seq") where deletion_id is not null;

CREATE INDEX "event_deletion_id_seq_told" on "event" ("deletion_id", "seq") where deletion_id is not null and type <> 'deletion.progress';

CREATE INDEX "event_seq_of_deletions" on "event" ("seq") where deletion_id is not null and type <> 'deletion.progress';

CREATE TABLE "idempotency_key" (
  "id" text not null primary key,
  "fingerprint" text not null,
  "sealed_outcome" text,
  "expires_at" text not null
) strict;

CREATE INDEX "idempotency_key_expires_at" on "idempotency_key" ("expires_at");

CREATE TABLE "invitation" (
  "id" text not null primary key,
  "workspace_id" text not null references "workspace" ("id"),
  "email" text not null,
  "role" text not null check (role in ('OWNER', 'ADMIN', 'EDITOR', 'VIEWER')),
  "state" text default 'PENDING' not null,
  "delivery" text not null,
  "message" text,
  "invited_by" text not null,
  "code_hash" text unique,
  "sealed_code" text,
  "mail_attempts" integer default 0 not null,
  "mail_next_at" text,
  "sent_at" text not null,
  "created_at" text not null,
  "expires_at" text not null,
  "responded_at" text,
  "accepted_by" text,
  "membership_id" text
) strict;

CREATE INDEX "invitation_workspace_id_id" on "invitation" ("workspace_id", "id");

CREATE INDEX "invitation_workspace_id_email_id" on "invitation" ("workspace_id", "email", "id");

CREATE INDEX "invitation_workspace_id_expires_at_id" on "invitation" ("workspace_id", "expires_at", "id");

CREATE UNIQUE INDEX "invitation_workspace_id_email_pending" on "invitation" ("workspace_id", "email") where state = 'PENDING';

CREATE INDEX "invitation_workspace_id_id_pending" on "invitation" ("workspace_id", "id") where state = 'PENDING';

CREATE INDEX "invitation_email_id_pending" on "invitation" ("email", "id") where state = 'PENDING';

CREATE INDEX "invitation_invited_by_workspace_id_pending" on "invitation" ("invited_by", "workspace_id") where state = 'PENDING';

CREATE INDEX "invitation_expires_at_pending" on "invitation" ("expires_at") where state = 'PENDING';

CREATE INDEX "invitation_mail_next_at" on "invitation" ("mail_next_at") where sealed_code is not null;

CREATE INDEX "invitation_expires_at_ended" on "invitation" ("expires_at", "id") where state <> 'PENDING';

CREATE TABLE "invitation_mail" (
  "sender" text not null,
  "sent_at" text not null,
  "invitation_id" text not null,
  constraint "invitation_mail_pk" primary key ("sender",
  "sent_at",
  "invitation_id")
) strict;

CREATE TABLE "member_count" (
  "workspace_id" text not null references "workspace" ("id"),
  "role" text not null,
  "count" integer not null,
  constraint "member_count_pk" primary key ("workspace_id",
  "role")
) strict;

CREATE TABLE "membership" (
  "id" text not null primary key,
  "workspace_id" text not null references "workspace" ("id"),
  "principal_type" text not null,
  "principal" text not null,
  "role" text not null check (role in ('OWNER', 'ADMIN', 'EDITOR', 'VIEWER')),
  "role_rank" integer generated always as (case role when 'OWNER' then 4 when 'ADMIN' then 3 when 'EDITOR' then 2 else 1 end) stored not null,
  "granted_by" text,
  "created_at" text not null,
  "updated_at" text not null,
  "name" text default '' not null
) strict;

CREATE UNIQUE INDEX "membership_workspace_principal" on "membership" ("workspace_id", "principal");

CREATE INDEX "membership_principal_workspace_id_role_rank" on "membership" ("principal", "workspace_id", "role_rank");

CREATE INDEX "membership_workspace_id_id" on "membership" ("workspace_id", "id");

CREATE INDEX "membership_workspace_id_role_rank_id" on "membership" ("workspace_id", "role_rank", "id");

CREATE INDEX "membership_principal_id" on "membership" ("principal", "id");

CREATE INDEX "membership_workspace_id_name_id" on "membership" ("workspace_id", "name", "id");

CREATE INDEX "membership_workspace_id_role_rank_name_id" on "membership" ("workspace_id", "role_rank", "name", "id");

CREATE TABLE "project" (
  "id" text not null primary key,
  "workspace_id" text not null references "workspace" ("id"),
  "name" text not null,
  "description" text,
  "version" integer default 1 not null,
  "created_at" text not null,
  "updated_at" text not null,
  constraint "project_workspace_name" unique ("workspace_id",
  "name")
) strict;

CREATE INDEX "project_workspace_id_id" on "project" ("workspace_id", "id");

CREATE INDEX "project_workspace_id_updated_at_id" on "project" ("workspace_id", "updated_at", "id");

CREATE TABLE "resource" (
  "id" text not null primary key,
  "workspace_id" text not null references "workspace" ("id"),
  "project_id" text,
  "kind" text not null references "resource_kind" ("name"),
  "name" text not null,
  "external_id" text,
  "labels" text default '{}' not null,
  "spec" text default '{}' not null,
  "version" integer default 1 not null,
  "created_at" text not null,
  "created_by" text,
  "updated_at" text not null
) strict;

CREATE UNIQUE INDEX "resource_workspace_kind_name" on "resource" ("workspace_id", "kind", "name");

CREATE INDEX "resource_workspace_id_kind_id" on "resource" ("workspace_id", "kind", "id");

CREATE INDEX "resource_workspace_id_id" on "resource" ("workspace_id", "id");

CREATE INDEX "resource_workspace_id_name_id" on "resource" ("workspace_id", "name", "id");

CREATE INDEX "resource_workspace_id_updated_at_id" on "resource" ("workspace_id", "updated_at", "id");

CREATE INDEX "resource_project_id" on "resource" ("project_id", "id") where "project_id" is not null;

CREATE INDEX "resource_project_id_kind_id" on "resource" ("project_id", "kind", "id") where project_id is not null;

CREATE INDEX "resource_workspace_id_kind_updated_at_id" on "resource" ("workspace_id", "kind", "updated_at", "id");

CREATE TABLE "resource_count" (
  "workspace_id" text not null references "workspace" ("id"),
  "kind" text not null references "resource_kind" ("name"),
  "count" integer not null,
  constraint "resource_count_pk" primary key ("workspace_id",
  "kind")
) strict;

CREATE TABLE "resource_kind" (
  "name" text not null primary key,
  "display_name" text not null,
  "cleanup" text not null,
  "cleanup_order" integer not null,
  "built_in" integer default 0 not null,
  "webhook_url" text,
  "owner_service_account_id" text,
  "webhook_secret" text,
  "previous_webhook_secret" text,
  "previous_secret_until" text
) strict;

CREATE INDEX "resource_kind_owner_service_account_id" on "resource_kind" ("owner_service_account_id");

CREATE TABLE "service_account" (
  "id" text not null primary key references "user" ("id"),
  "workspace_id" text references "workspace" ("id"),
  "name" text not null,
  "description" text,
  "created_at" text not null,
  "created_by" text,
  "updated_at" text not null,
  "deleted_at" text
) strict;

CREATE UNIQUE INDEX "service_account_workspace_id_name_live" on "service_account" ("workspace_id", "name") where deleted_at is null;

CREATE UNIQUE INDEX "service_account_name_of_platform_live" on "service_account" ("name") where workspace_id is null and deleted_at is null;

CREATE INDEX "service_account_workspace_id" on "service_account" ("workspace_id", "id");

CREATE INDEX "service_account_workspace_id_id" on "service_account" ("workspace_id", "id") where deleted_at is null;

CREATE INDEX "service_account_id_of_platform" on "service_account" ("id") where workspace_id is null and deleted_at is null;

CREATE INDEX "service_account_workspace_id_name_id" on "service_account" ("workspace_id", "name", "id") where deleted_at is null;

CREATE INDEX "service_account_name_id_of_platform" on "service_account" ("name", "id") where workspace_id is null and deleted_at is null;

CREATE INDEX "service_account_workspace_id_updated_at_id" on "service_account" ("workspace_id", "updated_at", "id") where deleted_at is null;

CREATE INDEX "service_account_updated_at_id_of_platform" on "service_account" ("updated_at", "id") where workspace_id is null and deleted_at is null;

CREATE TABLE "session" (
  "id" text not null primary key,
  "hash" text not null unique,
  "user_id" text not null references "user" ("id"),
  "token_hash" text,
  "created_at" text not null,
  "last_seen_at" text not null,
  "expires_at" text not null,
  "ended_at" text,
  "ip" text,
  "user_agent" text
) strict;

CREATE INDEX "session_user_id_ended_at" on "session" ("user_id", "ended_at", "id");

CREATE INDEX "session_expires_at" on "session" ("expires_at");

CREATE TABLE "setting" (
  "name" text not null primary key,
  "value" text not null
) strict;

CREATE TABLE "sign_in_link" (
  "hash" text not null primary key,
  "user_id" text not null references "user" ("id"),
  "expires_at" text not null
) strict;

CREATE INDEX "sign_in_link_user_id" on "sign_in_link" ("user_id");

CREATE INDEX "sign_in_link_expires_at" on "sign_in_link" ("expires_at");

CREATE TABLE "signing_key" (
  "id" text not null primary key,
  "public_jwk" text not null,
  "sealed_private" text not null,
  "created_at" text not null,
  "signs_from" text not null
) strict;

CREATE TABLE "user" (
  "id" text not null primary key,
  "name" text not null,
  "email" text,
  "platform_admin" integer default 0 not null,
  "issuer" text,
  "subject" text,
  "groups" text default '[]' not null,
  "groups_at" text,
  "suspended_at" text,
  "suspended_reason" text,
  "last_seen_at" text,
  "created_at" text not null,
  "deleted_at" text,
  "last_seen_order" text generated always as (coalesce("last_seen_at", ' ' || id)) not null,
  "email_verified" integer default 0 not null,
  "claims_at" text,
  "service_account" integer default 0 not null
) strict;

CREATE UNIQUE INDEX "user_email" on "user" ("email") where "deleted_at" is null;

CREATE UNIQUE INDEX "user_subject" on "user" ("issuer", "subject");

CREATE INDEX "user_id_platform_admin" on "user" ("id") where platform_admin = 1;

CREATE INDEX "user_id_suspended" on "user" ("id") where suspended_at is not null;

CREATE INDEX "user_name_id" on "user" ("name", "id");

CREATE INDEX "user_last_seen_order_id" on "user" ("last_seen_order", "id");

CREATE INDEX "user_email_deleted" on "user" ("email") where deleted_at is not null;

CREATE TABLE "workspace" (
  "id" text not null primary key,
  "name" text not null unique,
  "display_name" text not null,
  "description" text,
  "hosting" text not null check (hosting in ('MANAGED', 'LOCAL', 'REMOTE')),
  "instance_url" text,
  "built_in" integer default 0 not null,
  "state" text default 'ACTIVE' not null,
  "suspended_reason" text,
  "visibility" text default 'PRIVATE' not null,
  "deletion_protection" integer default 0 not null,
  "version" integer default 1 not null,
  "created_at" text not null,
  "created_by" text,
  "updated_at" text not null,
  "updated_by" text,
  "suspended_at" text,
  "deletion_state" text
) strict;

CREATE INDEX "workspace_display_name_id" on "workspace" ("display_name", "id");

CREATE INDEX "workspace_updated_at_id" on "workspace" ("updated_at", "id");

CREATE INDEX "workspace_state_id" on "workspace" ("state", "id");

CREATE INDEX "workspace_hosting_id" on "workspace" ("hosting", "id");

CREATE INDEX "workspace_id_built_in" on "workspace" ("id") where built_in = 1;

CREATE TABLE "workspace_preference" (
  "user_id" text not null references "user" ("id"),
  "workspace_id" text not null references "workspace" ("id"),
  "favourite" integer default 0 not null,
  "hidden" integer default 0 not null,
  "is_default" integer default 0 not null,
  constraint "workspace_preference_pk" primary key ("user_id",
  "workspace_id")
) strict;

CREATE INDEX "workspace_preference_workspace_id" on "workspace_preference" ("workspace_id");
