// Made from kql/*.kql by lib/logs/generate.ts; a test fails when it is stale.
import type { KqlDynamic } from '@/lib/logs/encode';

/** What each question takes. Datetimes are UTC milliseconds; what may be left out has a default in the file. */
export interface QuestionValues {
  'apps-in-console-log': {
    p_apps: KqlDynamic;
    p_from: number | null;
    p_to: number | null;
    p_limit?: number | bigint | null;
  };
  'apps-in-system-log': {
    p_apps: KqlDynamic;
    p_from: number | null;
    p_to: number | null;
    p_limit?: number | bigint | null;
  };
  'console-failure-lines': {
    p_apps: KqlDynamic;
    p_terms: KqlDynamic;
    p_from: number | null;
    p_to: number | null;
    p_per_app?: number | bigint | null;
    p_limit?: number | bigint | null;
  };
  'console-tails': {
    p_apps: KqlDynamic;
    p_from: number | null;
    p_to: number | null;
    p_tail?: number | bigint | null;
    p_per_app?: number | bigint | null;
    p_limit?: number | bigint | null;
  };
  'newest-console-lines': {
    p_apps: KqlDynamic;
    p_replica: string;
    p_revision: string;
    p_container: string;
    p_from: number | null;
    p_to: number | null;
    p_limit?: number | bigint | null;
  };
  'oldest-console-lines': {
    p_apps: KqlDynamic;
    p_replica: string;
    p_revision: string;
    p_container: string;
    p_from: number | null;
    p_to: number | null;
    p_limit?: number | bigint | null;
  };
  'system-rows': {
    p_apps: KqlDynamic;
    p_from: number | null;
    p_to: number | null;
    p_per_app?: number | bigint | null;
    p_probes?: number | bigint | null;
    p_limit?: number | bigint | null;
  };
}

export type QuestionName = keyof QuestionValues;

export const questionTexts: Readonly<Record<QuestionName, string>> = {
  'apps-in-console-log': `// Every app and job that the console log knows, newest first: its newest and oldest line within the request's time span
// and how many lines it has in [p_from, p_to). p_apps: their names; none means all.
// An app's rows may lack its name: it is then told from the revision or replica (<app>--<suffix>…), a job's from the execution.
// Rows that tell nobody's are counted together under the name "", whoever is asked about.
declare query_parameters(p_apps:dynamic, p_from:datetime, p_to:datetime, p_limit:long = 2000);
union isfuzzy=true
    (ContainerAppConsoleLogs_CL
    | project
        TimeGenerated,
        EventTime = coalesce(
            todatetime(column_ifexists("time_t", datetime(null))),
            todatetime(column_ifexists("time_s", "")),
            unixtime_seconds_todatetime(todouble(column_ifexists("_timestamp_d", real(null)))),
            TimeGenerated),
        LogTable = "ContainerAppConsoleLogs_CL",
        Environment = tostring(column_ifexists("EnvironmentName_s", "")),
        AppName = tostring(column_ifexists("ContainerAppName_s", "")),
        JobName = coalesce(
            tostring(column_ifexists("ContainerJobName_s", "")),
            tostring(column_ifexists("JobName_s", ""))),
        ExecutionName = tostring(column_ifexists("ExecutionName_s", "")),
        Revision = tostring(column_ifexists("RevisionName_s", "")),
        Replica = coalesce(
            tostring(column_ifexists("ContainerGroupName_s", "")),
            tostring(column_ifexists("ContainerGroupName_g", ""))),
        Container = tostring(column_ifexists("ContainerName_s", "")),
        Stream = tostring(column_ifexists("Stream_s", "")),
        Text = coalesce(
            tostring(column_ifexists("Log_s", "")),
            trim(@"\\s+", strcat_delim(" ",
                coalesce(
                    tostring(column_ifexists("Log_level_s", "")),
                    tostring(column_ifexists("level_s", "")),
                    tostring(column_ifexists("LogLevel_s", ""))),
                coalesce(
                    tostring(column_ifexists("Log_msg_s", "")),
                    tostring(column_ifexists("Log_message_s", "")),
                    tostring(column_ifexists("Log_Message_s", "")),
                    tostring(column_ifexists("msg_s", "")),
                    tostring(column_ifexists("message_s", "")),
                    tostring(column_ifexists("Message_s", ""))),
                coalesce(
                    tostring(column_ifexists("Log_error_s", "")),
                    tostring(column_ifexists("Log_err_s", "")),
                    tostring(column_ifexists("Log_exception_s", "")),
                    tostring(column_ifexists("Log_Exception_s", "")),
                    tostring(column_ifexists("error_s", "")),
                    tostring(column_ifexists("err_s", "")),
                    tostring(column_ifexists("exception_s", "")),
                    tostring(column_ifexists("Exception_s", ""))),
                coalesce(
                    tostring(column_ifexists("Log_stacktrace_s", "")),
                    tostring(column_ifexists("Log_stack_s", "")),
                    tostring(column_ifexists("stacktrace_s", "")),
                    tostring(column_ifexists("stack_s", ""))))))),
    (ContainerAppConsoleLogs
    | project
        TimeGenerated,
        EventTime = TimeGenerated,
        LogTable = "ContainerAppConsoleLogs",
        Environment = tostring(column_ifexists("EnvironmentName", "")),
        AppName = tostring(column_ifexists("ContainerAppName", "")),
        JobName = tostring(column_ifexists("JobName", "")),
        ExecutionName = tostring(column_ifexists("ExecutionName", "")),
        Revision = tostring(column_ifexists("RevisionName", "")),
        Replica = tostring(column_ifexists("ContainerGroupName", "")),
        Container = tostring(column_ifexists("ContainerName", "")),
        Stream = tostring(column_ifexists("Stream", "")),
        Text = tostring(column_ifexists("Log", "")))
| where array_length(p_apps) == 0 or AppName in (p_apps) or JobName in (p_apps) or (isempty(AppName) and isempty(JobName))
| extend
    App = case(
        isnotempty(JobName), JobName,
        isnotempty(AppName), AppName,
        isnotempty(Revision), tostring(split(Revision, "--")[0]),
        Replica contains "--", tostring(split(Replica, "--")[0]),
        extract(@"^(.+)-[^-]+$", 1, ExecutionName)),
    Kind = iff(isnotempty(JobName) or isnotempty(ExecutionName), "job", "app")
| where array_length(p_apps) == 0 or App in (p_apps) or isempty(App)
| summarize
    NewestRow = max(EventTime),
    OldestRow = min(EventTime),
    RowsInRange = countif(EventTime >= p_from and EventTime < p_to)
    by App, Kind, Environment
| order by NewestRow desc, App asc, Kind asc, Environment asc
| take p_limit
`,
  'apps-in-system-log': `// Every app and job that the system log knows, newest first: its newest and oldest row within the request's time span
// and how many rows it has in [p_from, p_to). p_apps: their names; none means all.
// An app's rows may lack its name: it is then told from the revision or replica (<app>--<suffix>…), a job's from the execution.
// Rows that tell nobody's are counted together under the name "", whoever is asked about.
declare query_parameters(p_apps:dynamic, p_from:datetime, p_to:datetime, p_limit:long = 2000);
union isfuzzy=true
    (ContainerAppSystemLogs_CL
    | project
        TimeGenerated,
        EventTime = coalesce(
            todatetime(column_ifexists("time_t", datetime(null))),
            todatetime(column_ifexists("time_s", "")),
            unixtime_seconds_todatetime(todouble(column_ifexists("_timestamp_d", real(null)))),
            TimeGenerated),
        LogTable = "ContainerAppSystemLogs_CL",
        Environment = tostring(column_ifexists("EnvironmentName_s", "")),
        AppName = tostring(column_ifexists("ContainerAppName_s", "")),
        JobName = tostring(column_ifexists("JobName_s", "")),
        ExecutionName = tostring(column_ifexists("ExecutionName_s", "")),
        Revision = tostring(column_ifexists("RevisionName_s", "")),
        Replica = tostring(column_ifexists("ReplicaName_s", "")),
        Reason = tostring(column_ifexists("Reason_s", "")),
        Message = tostring(column_ifexists("Log_s", "")),
        Severity = tostring(column_ifexists("Type_s", "")),
        EventSource = tostring(column_ifexists("EventSource_s", "")),
        Count = coalesce(
            tolong(column_ifexists("Count_d", real(null))),
            tolong(column_ifexists("Count_s", "")))),
    (ContainerAppSystemLogs
    | project
        TimeGenerated,
        EventTime = TimeGenerated,
        LogTable = "ContainerAppSystemLogs",
        Environment = tostring(column_ifexists("EnvironmentName", "")),
        AppName = tostring(column_ifexists("ContainerAppName", "")),
        JobName = tostring(column_ifexists("JobName", "")),
        ExecutionName = tostring(column_ifexists("ExecutionName", "")),
        Revision = tostring(column_ifexists("RevisionName", "")),
        Replica = tostring(column_ifexists("ReplicaName", "")),
        Reason = tostring(column_ifexists("Reason", "")),
        Message = tostring(column_ifexists("Log", "")),
        Severity = tostring(column_ifexists("Type", "")),
        EventSource = tostring(column_ifexists("EventSource", "")),
        Count = tolong(column_ifexists("Count", int(null))))
| where array_length(p_apps) == 0 or AppName in (p_apps) or JobName in (p_apps) or (isempty(AppName) and isempty(JobName))
| extend
    App = case(
        isnotempty(JobName), JobName,
        isnotempty(AppName), AppName,
        isnotempty(Revision), tostring(split(Revision, "--")[0]),
        Replica contains "--", tostring(split(Replica, "--")[0]),
        extract(@"^(.+)-[^-]+$", 1, ExecutionName)),
    Kind = iff(isnotempty(JobName) or isnotempty(ExecutionName), "job", "app")
| where array_length(p_apps) == 0 or App in (p_apps) or isempty(App)
| summarize
    NewestRow = max(EventTime),
    OldestRow = min(EventTime),
    RowsInRange = countif(EventTime >= p_from and EventTime < p_to)
    by App, Kind, Environment
| order by NewestRow desc, App asc, Kind asc, Environment asc
| take p_limit
`,
  'console-failure-lines': `// Console lines that hold one of the words p_terms, or a word that ends in error or exception, newest first:
// the newest p_per_app of each app or job, p_limit in all.
// p_apps: their names; none means all.
// An app's rows may lack its name: it is then told from the revision or replica (<app>--<suffix>…), a job's from the execution.
declare query_parameters(p_apps:dynamic, p_terms:dynamic, p_from:datetime, p_to:datetime, p_per_app:long = 2000, p_limit:long = 10000);
union isfuzzy=true
    (ContainerAppConsoleLogs_CL
    | project
        TimeGenerated,
        EventTime = coalesce(
            todatetime(column_ifexists("time_t", datetime(null))),
            todatetime(column_ifexists("time_s", "")),
            unixtime_seconds_todatetime(todouble(column_ifexists("_timestamp_d", real(null)))),
            TimeGenerated),
        LogTable = "ContainerAppConsoleLogs_CL",
        Environment = tostring(column_ifexists("EnvironmentName_s", "")),
        AppName = tostring(column_ifexists("ContainerAppName_s", "")),
        JobName = coalesce(
            tostring(column_ifexists("ContainerJobName_s", "")),
            tostring(column_ifexists("JobName_s", ""))),
        ExecutionName = tostring(column_ifexists("ExecutionName_s", "")),
        Revision = tostring(column_ifexists("RevisionName_s", "")),
        Replica = coalesce(
            tostring(column_ifexists("ContainerGroupName_s", "")),
            tostring(column_ifexists("ContainerGroupName_g", ""))),
        Container = tostring(column_ifexists("ContainerName_s", "")),
        Stream = tostring(column_ifexists("Stream_s", "")),
        Text = coalesce(
            tostring(column_ifexists("Log_s", "")),
            trim(@"\\s+", strcat_delim(" ",
                coalesce(
                    tostring(column_ifexists("Log_level_s", "")),
                    tostring(column_ifexists("level_s", "")),
                    tostring(column_ifexists("LogLevel_s", ""))),
                coalesce(
                    tostring(column_ifexists("Log_msg_s", "")),
                    tostring(column_ifexists("Log_message_s", "")),
                    tostring(column_ifexists("Log_Message_s", "")),
                    tostring(column_ifexists("msg_s", "")),
                    tostring(column_ifexists("message_s", "")),
                    tostring(column_ifexists("Message_s", ""))),
                coalesce(
                    tostring(column_ifexists("Log_error_s", "")),
                    tostring(column_ifexists("Log_err_s", "")),
                    tostring(column_ifexists("Log_exception_s", "")),
                    tostring(column_ifexists("Log_Exception_s", "")),
                    tostring(column_ifexists("error_s", "")),
                    tostring(column_ifexists("err_s", "")),
                    tostring(column_ifexists("exception_s", "")),
                    tostring(column_ifexists("Exception_s", ""))),
                coalesce(
                    tostring(column_ifexists("Log_stacktrace_s", "")),
                    tostring(column_ifexists("Log_stack_s", "")),
                    tostring(column_ifexists("stacktrace_s", "")),
                    tostring(column_ifexists("stack_s", ""))))))),
    (ContainerAppConsoleLogs
    | project
        TimeGenerated,
        EventTime = TimeGenerated,
        LogTable = "ContainerAppConsoleLogs",
        Environment = tostring(column_ifexists("EnvironmentName", "")),
        AppName = tostring(column_ifexists("ContainerAppName", "")),
        JobName = tostring(column_ifexists("JobName", "")),
        ExecutionName = tostring(column_ifexists("ExecutionName", "")),
        Revision = tostring(column_ifexists("RevisionName", "")),
        Replica = tostring(column_ifexists("ContainerGroupName", "")),
        Container = tostring(column_ifexists("ContainerName", "")),
        Stream = tostring(column_ifexists("Stream", "")),
        Text = tostring(column_ifexists("Log", "")))
| where EventTime >= p_from and EventTime < p_to
| where array_length(p_apps) == 0 or AppName in (p_apps) or JobName in (p_apps) or (isempty(AppName) and isempty(JobName))
| where Text has_any (p_terms) or Text hassuffix "error" or Text hassuffix "exception"
| extend
    App = case(
        isnotempty(JobName), JobName,
        isnotempty(AppName), AppName,
        isnotempty(Revision), tostring(split(Revision, "--")[0]),
        Replica contains "--", tostring(split(Replica, "--")[0]),
        extract(@"^(.+)-[^-]+$", 1, ExecutionName)),
    Kind = iff(isnotempty(JobName) or isnotempty(ExecutionName), "job", "app")
| where isnotempty(App) and (array_length(p_apps) == 0 or App in (p_apps))
| extend
    Execution = case(
        Kind == "app", "",
        isnotempty(ExecutionName), ExecutionName,
        extract(@"^(.+)-[^-]+$", 1, Replica))
| project
    EventTime, TimeGenerated, LogTable, Environment, App, Kind, Revision, Replica, Execution,
    Container, Stream, Text
| extend Bearer = strcat(App, " ", Kind, " ", Environment)
| partition hint.strategy=native by Bearer (top p_per_app by EventTime desc)
| project-away Bearer
| order by EventTime desc
| take p_limit
`,
  'console-tails': `// The last p_tail console lines of every container of every replica, newest first: p_per_app of each app or job at most,
// p_limit in all. p_apps: their names; none means all.
// An app's rows may lack its name: it is then told from the revision or replica (<app>--<suffix>…), a job's from the execution.
declare query_parameters(p_apps:dynamic, p_from:datetime, p_to:datetime, p_tail:long = 60, p_per_app:long = 3000, p_limit:long = 12000);
union isfuzzy=true
    (ContainerAppConsoleLogs_CL
    | project
        TimeGenerated,
        EventTime = coalesce(
            todatetime(column_ifexists("time_t", datetime(null))),
            todatetime(column_ifexists("time_s", "")),
            unixtime_seconds_todatetime(todouble(column_ifexists("_timestamp_d", real(null)))),
            TimeGenerated),
        LogTable = "ContainerAppConsoleLogs_CL",
        Environment = tostring(column_ifexists("EnvironmentName_s", "")),
        AppName = tostring(column_ifexists("ContainerAppName_s", "")),
        JobName = coalesce(
            tostring(column_ifexists("ContainerJobName_s", "")),
            tostring(column_ifexists("JobName_s", ""))),
        ExecutionName = tostring(column_ifexists("ExecutionName_s", "")),
        Revision = tostring(column_ifexists("RevisionName_s", "")),
        Replica = coalesce(
            tostring(column_ifexists("ContainerGroupName_s", "")),
            tostring(column_ifexists("ContainerGroupName_g", ""))),
        Container = tostring(column_ifexists("ContainerName_s", "")),
        Stream = tostring(column_ifexists("Stream_s", "")),
        Text = coalesce(
            tostring(column_ifexists("Log_s", "")),
            trim(@"\\s+", strcat_delim(" ",
                coalesce(
                    tostring(column_ifexists("Log_level_s", "")),
                    tostring(column_ifexists("level_s", "")),
                    tostring(column_ifexists("LogLevel_s", ""))),
                coalesce(
                    tostring(column_ifexists("Log_msg_s", "")),
                    tostring(column_ifexists("Log_message_s", "")),
                    tostring(column_ifexists("Log_Message_s", "")),
                    tostring(column_ifexists("msg_s", "")),
                    tostring(column_ifexists("message_s", "")),
                    tostring(column_ifexists("Message_s", ""))),
                coalesce(
                    tostring(column_ifexists("Log_error_s", "")),
                    tostring(column_ifexists("Log_err_s", "")),
                    tostring(column_ifexists("Log_exception_s", "")),
                    tostring(column_ifexists("Log_Exception_s", "")),
                    tostring(column_ifexists("error_s", "")),
                    tostring(column_ifexists("err_s", "")),
                    tostring(column_ifexists("exception_s", "")),
                    tostring(column_ifexists("Exception_s", ""))),
                coalesce(
                    tostring(column_ifexists("Log_stacktrace_s", "")),
                    tostring(column_ifexists("Log_stack_s", "")),
                    tostring(column_ifexists("stacktrace_s", "")),
                    tostring(column_ifexists("stack_s", ""))))))),
    (ContainerAppConsoleLogs
    | project
        TimeGenerated,
        EventTime = TimeGenerated,
        LogTable = "ContainerAppConsoleLogs",
        Environment = tostring(column_ifexists("EnvironmentName", "")),
        AppName = tostring(column_ifexists("ContainerAppName", "")),
        JobName = tostring(column_ifexists("JobName", "")),
        ExecutionName = tostring(column_ifexists("ExecutionName", "")),
        Revision = tostring(column_ifexists("RevisionName", "")),
        Replica = tostring(column_ifexists("ContainerGroupName", "")),
        Container = tostring(column_ifexists("ContainerName", "")),
        Stream = tostring(column_ifexists("Stream", "")),
        Text = tostring(column_ifexists("Log", "")))
| where EventTime >= p_from and EventTime < p_to
| where array_length(p_apps) == 0 or AppName in (p_apps) or JobName in (p_apps) or (isempty(AppName) and isempty(JobName))
| extend
    App = case(
        isnotempty(JobName), JobName,
        isnotempty(AppName), AppName,
        isnotempty(Revision), tostring(split(Revision, "--")[0]),
        Replica contains "--", tostring(split(Replica, "--")[0]),
        extract(@"^(.+)-[^-]+$", 1, ExecutionName)),
    Kind = iff(isnotempty(JobName) or isnotempty(ExecutionName), "job", "app")
| where isnotempty(App) and (array_length(p_apps) == 0 or App in (p_apps))
| extend
    Execution = case(
        Kind == "app", "",
        isnotempty(ExecutionName), ExecutionName,
        extract(@"^(.+)-[^-]+$", 1, Replica))
| project
    EventTime, TimeGenerated, LogTable, Environment, App, Kind, Revision, Replica, Execution,
    Container, Stream, Text
| extend
    Bearer = strcat(App, " ", Kind, " ", Environment),
    Place = strcat(App, " ", Kind, " ", Environment, " ", Revision, " ", Replica, " ", Container)
| partition hint.strategy=native by Place (top p_tail by EventTime desc)
| partition hint.strategy=native by Bearer (top p_per_app by EventTime desc)
| project-away Bearer, Place
| order by EventTime desc
| take p_limit
`,
  'newest-console-lines': `// The newest p_limit console lines of one place before p_to, newest first: what a run printed, and what stood before it.
// p_replica, p_revision, p_container: "" means any; a line that does not name its own is kept.
// An app's rows may lack its name: it is then told from the revision or replica (<app>--<suffix>…), a job's from the execution.
declare query_parameters(p_apps:dynamic, p_replica:string, p_revision:string, p_container:string, p_from:datetime, p_to:datetime, p_limit:long = 1000);
union isfuzzy=true
    (ContainerAppConsoleLogs_CL
    | project
        TimeGenerated,
        EventTime = coalesce(
            todatetime(column_ifexists("time_t", datetime(null))),
            todatetime(column_ifexists("time_s", "")),
            unixtime_seconds_todatetime(todouble(column_ifexists("_timestamp_d", real(null)))),
            TimeGenerated),
        LogTable = "ContainerAppConsoleLogs_CL",
        Environment = tostring(column_ifexists("EnvironmentName_s", "")),
        AppName = tostring(column_ifexists("ContainerAppName_s", "")),
        JobName = coalesce(
            tostring(column_ifexists("ContainerJobName_s", "")),
            tostring(column_ifexists("JobName_s", ""))),
        ExecutionName = tostring(column_ifexists("ExecutionName_s", "")),
        Revision = tostring(column_ifexists("RevisionName_s", "")),
        Replica = coalesce(
            tostring(column_ifexists("ContainerGroupName_s", "")),
            tostring(column_ifexists("ContainerGroupName_g", ""))),
        Container = tostring(column_ifexists("ContainerName_s", "")),
        Stream = tostring(column_ifexists("Stream_s", "")),
        Text = coalesce(
            tostring(column_ifexists("Log_s", "")),
            trim(@"\\s+", strcat_delim(" ",
                coalesce(
                    tostring(column_ifexists("Log_level_s", "")),
                    tostring(column_ifexists("level_s", "")),
                    tostring(column_ifexists("LogLevel_s", ""))),
                coalesce(
                    tostring(column_ifexists("Log_msg_s", "")),
                    tostring(column_ifexists("Log_message_s", "")),
                    tostring(column_ifexists("Log_Message_s", "")),
                    tostring(column_ifexists("msg_s", "")),
                    tostring(column_ifexists("message_s", "")),
                    tostring(column_ifexists("Message_s", ""))),
                coalesce(
                    tostring(column_ifexists("Log_error_s", "")),
                    tostring(column_ifexists("Log_err_s", "")),
                    tostring(column_ifexists("Log_exception_s", "")),
                    tostring(column_ifexists("Log_Exception_s", "")),
                    tostring(column_ifexists("error_s", "")),
                    tostring(column_ifexists("err_s", "")),
                    tostring(column_ifexists("exception_s", "")),
                    tostring(column_ifexists("Exception_s", ""))),
                coalesce(
                    tostring(column_ifexists("Log_stacktrace_s", "")),
                    tostring(column_ifexists("Log_stack_s", "")),
                    tostring(column_ifexists("stacktrace_s", "")),
                    tostring(column_ifexists("stack_s", ""))))))),
    (ContainerAppConsoleLogs
    | project
        TimeGenerated,
        EventTime = TimeGenerated,
        LogTable = "ContainerAppConsoleLogs",
        Environment = tostring(column_ifexists("EnvironmentName", "")),
        AppName = tostring(column_ifexists("ContainerAppName", "")),
        JobName = tostring(column_ifexists("JobName", "")),
        ExecutionName = tostring(column_ifexists("ExecutionName", "")),
        Revision = tostring(column_ifexists("RevisionName", "")),
        Replica = tostring(column_ifexists("ContainerGroupName", "")),
        Container = tostring(column_ifexists("ContainerName", "")),
        Stream = tostring(column_ifexists("Stream", "")),
        Text = tostring(column_ifexists("Log", "")))
| where EventTime >= p_from and EventTime < p_to
| where array_length(p_apps) == 0 or AppName in (p_apps) or JobName in (p_apps) or (isempty(AppName) and isempty(JobName))
| where isempty(p_replica) or isempty(Replica) or Replica == p_replica
| where isempty(p_revision) or isempty(Revision) or Revision == p_revision
| where isempty(p_container) or isempty(Container) or Container == p_container
| extend
    App = case(
        isnotempty(JobName), JobName,
        isnotempty(AppName), AppName,
        isnotempty(Revision), tostring(split(Revision, "--")[0]),
        Replica contains "--", tostring(split(Replica, "--")[0]),
        extract(@"^(.+)-[^-]+$", 1, ExecutionName)),
    Kind = iff(isnotempty(JobName) or isnotempty(ExecutionName), "job", "app")
| where isnotempty(App) and (array_length(p_apps) == 0 or App in (p_apps))
| extend
    Execution = case(
        Kind == "app", "",
        isnotempty(ExecutionName), ExecutionName,
        extract(@"^(.+)-[^-]+$", 1, Replica))
| project
    EventTime, TimeGenerated, LogTable, Environment, App, Kind, Revision, Replica, Execution,
    Container, Stream, Text
| order by EventTime desc
| take p_limit
`,
  'oldest-console-lines': `// The oldest p_limit console lines of one place from p_from on, oldest first: what came after a run.
// p_replica, p_revision, p_container: "" means any; a line that does not name its own is kept.
// An app's rows may lack its name: it is then told from the revision or replica (<app>--<suffix>…), a job's from the execution.
declare query_parameters(p_apps:dynamic, p_replica:string, p_revision:string, p_container:string, p_from:datetime, p_to:datetime, p_limit:long = 500);
union isfuzzy=true
    (ContainerAppConsoleLogs_CL
    | project
        TimeGenerated,
        EventTime = coalesce(
            todatetime(column_ifexists("time_t", datetime(null))),
            todatetime(column_ifexists("time_s", "")),
            unixtime_seconds_todatetime(todouble(column_ifexists("_timestamp_d", real(null)))),
            TimeGenerated),
        LogTable = "ContainerAppConsoleLogs_CL",
        Environment = tostring(column_ifexists("EnvironmentName_s", "")),
        AppName = tostring(column_ifexists("ContainerAppName_s", "")),
        JobName = coalesce(
            tostring(column_ifexists("ContainerJobName_s", "")),
            tostring(column_ifexists("JobName_s", ""))),
        ExecutionName = tostring(column_ifexists("ExecutionName_s", "")),
        Revision = tostring(column_ifexists("RevisionName_s", "")),
        Replica = coalesce(
            tostring(column_ifexists("ContainerGroupName_s", "")),
            tostring(column_ifexists("ContainerGroupName_g", ""))),
        Container = tostring(column_ifexists("ContainerName_s", "")),
        Stream = tostring(column_ifexists("Stream_s", "")),
        Text = coalesce(
            tostring(column_ifexists("Log_s", "")),
            trim(@"\\s+", strcat_delim(" ",
                coalesce(
                    tostring(column_ifexists("Log_level_s", "")),
                    tostring(column_ifexists("level_s", "")),
                    tostring(column_ifexists("LogLevel_s", ""))),
                coalesce(
                    tostring(column_ifexists("Log_msg_s", "")),
                    tostring(column_ifexists("Log_message_s", "")),
                    tostring(column_ifexists("Log_Message_s", "")),
                    tostring(column_ifexists("msg_s", "")),
                    tostring(column_ifexists("message_s", "")),
                    tostring(column_ifexists("Message_s", ""))),
                coalesce(
                    tostring(column_ifexists("Log_error_s", "")),
                    tostring(column_ifexists("Log_err_s", "")),
                    tostring(column_ifexists("Log_exception_s", "")),
                    tostring(column_ifexists("Log_Exception_s", "")),
                    tostring(column_ifexists("error_s", "")),
                    tostring(column_ifexists("err_s", "")),
                    tostring(column_ifexists("exception_s", "")),
                    tostring(column_ifexists("Exception_s", ""))),
                coalesce(
                    tostring(column_ifexists("Log_stacktrace_s", "")),
                    tostring(column_ifexists("Log_stack_s", "")),
                    tostring(column_ifexists("stacktrace_s", "")),
                    tostring(column_ifexists("stack_s", ""))))))),
    (ContainerAppConsoleLogs
    | project
        TimeGenerated,
        EventTime = TimeGenerated,
        LogTable = "ContainerAppConsoleLogs",
        Environment = tostring(column_ifexists("EnvironmentName", "")),
        AppName = tostring(column_ifexists("ContainerAppName", "")),
        JobName = tostring(column_ifexists("JobName", "")),
        ExecutionName = tostring(column_ifexists("ExecutionName", "")),
        Revision = tostring(column_ifexists("RevisionName", "")),
        Replica = tostring(column_ifexists("ContainerGroupName", "")),
        Container = tostring(column_ifexists("ContainerName", "")),
        Stream = tostring(column_ifexists("Stream", "")),
        Text = tostring(column_ifexists("Log", "")))
| where EventTime >= p_from and EventTime < p_to
| where array_length(p_apps) == 0 or AppName in (p_apps) or JobName in (p_apps) or (isempty(AppName) and isempty(JobName))
| where isempty(p_replica) or isempty(Replica) or Replica == p_replica
| where isempty(p_revision) or isempty(Revision) or Revision == p_revision
| where isempty(p_container) or isempty(Container) or Container == p_container
| extend
    App = case(
        isnotempty(JobName), JobName,
        isnotempty(AppName), AppName,
        isnotempty(Revision), tostring(split(Revision, "--")[0]),
        Replica contains "--", tostring(split(Replica, "--")[0]),
        extract(@"^(.+)-[^-]+$", 1, ExecutionName)),
    Kind = iff(isnotempty(JobName) or isnotempty(ExecutionName), "job", "app")
| where isnotempty(App) and (array_length(p_apps) == 0 or App in (p_apps))
| extend
    Execution = case(
        Kind == "app", "",
        isnotempty(ExecutionName), ExecutionName,
        extract(@"^(.+)-[^-]+$", 1, Replica))
| project
    EventTime, TimeGenerated, LogTable, Environment, App, Kind, Revision, Replica, Execution,
    Container, Stream, Text
| order by EventTime asc
| take p_limit
`,
  'system-rows': `// What the platform said about apps and jobs, newest first: the newest p_per_app rows of each, p_limit in all.
// A probe that fails every few seconds would crowd out the rest: of such rows the newest p_probes of each replica.
// p_apps: their names; none means all.
// An app's rows may lack its name: it is then told from the revision or replica (<app>--<suffix>…), a job's from the execution.
declare query_parameters(p_apps:dynamic, p_from:datetime, p_to:datetime, p_per_app:long = 10000, p_probes:long = 1000, p_limit:long = 20000);
let Rows = union isfuzzy=true
    (ContainerAppSystemLogs_CL
    | project
        TimeGenerated,
        EventTime = coalesce(
            todatetime(column_ifexists("time_t", datetime(null))),
            todatetime(column_ifexists("time_s", "")),
            unixtime_seconds_todatetime(todouble(column_ifexists("_timestamp_d", real(null)))),
            TimeGenerated),
        LogTable = "ContainerAppSystemLogs_CL",
        Environment = tostring(column_ifexists("EnvironmentName_s", "")),
        AppName = tostring(column_ifexists("ContainerAppName_s", "")),
        JobName = tostring(column_ifexists("JobName_s", "")),
        ExecutionName = tostring(column_ifexists("ExecutionName_s", "")),
        Revision = tostring(column_ifexists("RevisionName_s", "")),
        Replica = tostring(column_ifexists("ReplicaName_s", "")),
        Reason = tostring(column_ifexists("Reason_s", "")),
        Message = tostring(column_ifexists("Log_s", "")),
        Severity = tostring(column_ifexists("Type_s", "")),
        EventSource = tostring(column_ifexists("EventSource_s", "")),
        Count = coalesce(
            tolong(column_ifexists("Count_d", real(null))),
            tolong(column_ifexists("Count_s", "")))),
    (ContainerAppSystemLogs
    | project
        TimeGenerated,
        EventTime = TimeGenerated,
        LogTable = "ContainerAppSystemLogs",
        Environment = tostring(column_ifexists("EnvironmentName", "")),
        AppName = tostring(column_ifexists("ContainerAppName", "")),
        JobName = tostring(column_ifexists("JobName", "")),
        ExecutionName = tostring(column_ifexists("ExecutionName", "")),
        Revision = tostring(column_ifexists("RevisionName", "")),
        Replica = tostring(column_ifexists("ReplicaName", "")),
        Reason = tostring(column_ifexists("Reason", "")),
        Message = tostring(column_ifexists("Log", "")),
        Severity = tostring(column_ifexists("Type", "")),
        EventSource = tostring(column_ifexists("EventSource", "")),
        Count = tolong(column_ifexists("Count", int(null))))
| where EventTime >= p_from and EventTime < p_to
| where array_length(p_apps) == 0 or AppName in (p_apps) or JobName in (p_apps) or (isempty(AppName) and isempty(JobName))
| extend
    App = case(
        isnotempty(JobName), JobName,
        isnotempty(AppName), AppName,
        isnotempty(Revision), tostring(split(Revision, "--")[0]),
        Replica contains "--", tostring(split(Replica, "--")[0]),
        extract(@"^(.+)-[^-]+$", 1, ExecutionName)),
    Kind = iff(isnotempty(JobName) or isnotempty(ExecutionName), "job", "app")
| where isnotempty(App) and (array_length(p_apps) == 0 or App in (p_apps))
| extend
    Execution = case(
        Kind == "app", "",
        isnotempty(ExecutionName), ExecutionName,
        isnotempty(Replica), extract(@"^(.+)-[^-]+$", 1, Replica),
        extract(@"Job Execution '([^']+)'", 1, Message))
| project
    EventTime, TimeGenerated, LogTable, Environment, App, Kind, Revision, Replica, Execution,
    Reason, Message, Severity, EventSource, Count
| extend
    IsProbe = Reason in ("ProbeFailed", "ReplicaUnhealthy", "PodUnhealthy", "PodUnhealhy", "Unhealthy")
        and not(Message has_any (dynamic(["restarted", "threshold"]))),
    Bearer = strcat(App, " ", Kind, " ", Environment),
    Place = strcat(App, " ", Kind, " ", Environment, " ", Revision, " ", Replica);
union
    (Rows
    | where not(IsProbe)
    | partition hint.strategy=native by Bearer (top p_per_app by EventTime desc)),
    (Rows
    | where IsProbe
    | partition hint.strategy=native by Place (top p_probes by EventTime desc))
| project-away IsProbe, Bearer, Place
| order by EventTime desc
| take p_limit
`,
};
