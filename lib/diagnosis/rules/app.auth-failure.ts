import { fatal, telling } from '@/lib/diagnosis/console/signature';
import { steps } from '@/lib/diagnosis/next-steps';
import type { ConsoleMatch, Rule } from '@/lib/diagnosis/rule';
import { examineConsole } from '@/lib/diagnosis/rules/console-cause';

export const authFailure: Rule = {
  cause: 'app.auth-failure',
  attribution: 'configuration',
  docs: {
    says: 'A dependency answered and refused: wrong password, missing role, unknown identity, or an address its firewall does not allow.',
    evidence:
      'The last failure in the console before the exit is a refused login, a 401 or 403, or a credential that could not be had.',
    limits:
      'The first 401 of many Azure clients is a challenge and no failure; only the last failure before an end counts.',
  },
  signatures: [
    fatal(
      'sql-firewall',
      'client server 40615',
      /Client with IP address '(?<address>[\d.]{7,15})' is not allowed to access the server|\b40615\b/,
      'The SQL firewall does not allow the address {address|of this app}',
    ),
    fatal(
      'sql-public-access',
      'deny public 47073',
      /Deny Public Network Access is set to Yes|\b47073\b/,
      'The SQL server takes no public connections',
    ),
    fatal(
      'sql-login-failed',
      'login',
      /\bLogin failed for user\b ?['"]?(?<user>[^'".]{0,80})/i,
      'SQL Server refused the login of {user|the app}',
    ),
    fatal(
      'sql-error-number',
      '18456 18452 18470 18486 18488 4060 40532 28000 elogin',
      /\b(?:[Ee]rror(?: Number| code)?|Msg|Number|Fehler|Erreur|errno|code|SQLSTATE|SQLState|sqlstate)\b['"]?[:=,\s[(]{1,4}'?(?:18456|18452|18470|18486|18488|4060|40532|28000)\b|\((?:18456|18452|18470|18486|18488|40532)\)|\[28000\] ?\[|\('28000',|SQLSTATE\[28000\]|\bELOGIN\b/,
      'The database refused the login',
    ),
    fatal('oracle-login', 'ora', /\bORA-(?:01017|28000|28001|01045|01005)\b/, 'Oracle refused the login'),
    fatal('db2-login', 'sqlstate sqlcode', /\bSQLCODE=-4214\b|\bSQL30082N\b/, 'Db2 refused the login'),
    fatal(
      'sql-cannot-open',
      'open',
      /Cannot open (?:database|server) ["'](?<database>[^"']{1,80})["'] requested by the login/,
      'SQL Server refused the login to {database}',
    ),
    fatal(
      'postgres-password',
      'password authentication 28p01',
      /password authentication failed for user "?(?<user>[^"\n]{1,80})|\b28P01\b|authentication failed for user "?[^"\n]{1,80}/i,
      'PostgreSQL refused the password of {user|the app}',
    ),
    fatal(
      'postgres-hba',
      'hba',
      /no pg_hba\.conf (?:entry|rejects)/,
      'PostgreSQL has no rule that lets this address or user in',
    ),
    fatal(
      'postgres-role',
      'role',
      /FATAL: {1,2}role "(?<user>[^"]{1,80})" (?:does not exist|is not permitted to log in)/,
      'PostgreSQL does not know the role {user}',
    ),
    fatal(
      'postgres-database',
      'database',
      /(?:FATAL: {1,2}|error: )database "(?<database>[^"]{1,80})" does not exist/,
      'The database {database} does not exist',
    ),
    fatal(
      'postgres-localised',
      'passwort authentification autenticación autenticazione autenticação 認証に失敗しました 认证失败 подлинности',
      /Passwort-Authentifizierung für Benutzer .{1,80} fehlgeschlagen|authentification par mot de passe échouée|la autenti[fc]icación password falló|autenticazione con password fallita|autenticação (?:do tipo|por) senha falhou|パスワード認証に失敗しました|(?:Password )?认证失败|не прошёл проверку подлинности/i,
      'PostgreSQL refused the password',
    ),
    fatal(
      'mysql-denied',
      'access 1045 1044 1698 supported',
      /Access denied for user ['"]?(?<user>[^'"@]{0,80})|ER_ACCESS_DENIED_ERROR|ER_NOT_SUPPORTED_AUTH_MODE/,
      'MySQL refused the login of {user|the app}',
    ),
    fatal(
      'mysql-host',
      'host',
      /Host ['"](?<address>[\w.:-]{1,120})['"] is not allowed to connect to this (?:MySQL|MariaDB) server/,
      'MySQL does not allow the address {address}',
    ),
    fatal(
      'mysql-secure-transport',
      'insecure',
      /Connections using insecure transport are prohibited/,
      'The database takes only encrypted connections',
    ),
    fatal(
      'redis-auth',
      'wrongpass noauth password',
      /\b(?:WRONGPASS|NOAUTH)\b|\bERR invalid password\b|invalid username-password pair/,
      'Redis refused the password',
    ),
    fatal(
      'mongo-auth',
      'authentication bad mongoservererror authenticating authorized failed auth',
      /\b(?:MongoServerError|MongoError|OperationFailure|MongoSecurityException|MongoCommandException|MongoAuthenticationException)\b.{0,80}(?:Authentication failed|bad auth|not authorized|Exception authenticating)|bad auth : authentication failed/i,
      'MongoDB refused the credential',
    ),
    fatal(
      'cosmos-auth',
      'cosmos authorization originated',
      /\bThe input authorization token can't serve the request|Request originated from IP (?<address>[\d.]{7,15}).{0,80}(?:firewall|blocked)/i,
      'Cosmos DB refused the key or the address {address|}',
    ),
    fatal(
      'rabbit-auth',
      'refused probableauthenticationerror',
      /ACCESS_REFUSED - Login was refused|ProbableAuthenticationError/,
      'The message broker refused the login',
    ),
    fatal(
      'kafka-auth',
      'sasl saslauthenticationexception topicauthorizationexception kafkajssaslauthenticationerror',
      /\b(?:SaslAuthenticationException|SASL authentication (?:failed|error)|TopicAuthorizationException|KafkaJSSASLAuthenticationError)/i,
      'Kafka refused the credential',
    ),
    fatal(
      'storage-auth',
      'authenticationfailed keybasedauthenticationnotpermitted authorizationpermissionmismatch authorizationfailure invalidauthenticationinfo publicaccessnotpermitted',
      /\b(?:AuthenticationFailed|KeyBasedAuthenticationNotPermitted|AuthorizationPermissionMismatch|AuthorizationFailure|InvalidAuthenticationInfo|PublicAccessNotPermitted)\b/,
      'Azure Storage refused the request',
    ),
    fatal(
      'keyvault-rbac',
      'forbiddenbyrbac forbiddenbyfirewall forbiddenbyconnection forbiddenbypolicy accessdenied',
      /\bForbiddenBy(?:Rbac|Firewall|Connection|Policy)\b/,
      'Key Vault refused the request',
    ),
    fatal(
      'keyvault-caller',
      'caller permission',
      /Caller is not authorized to perform action on resource|does not have secrets (?:get|list) permission on key vault/,
      'The identity has no right to read the Key Vault',
    ),
    fatal(
      'azure-authorization-failed',
      'authorizationfailed authorization',
      /\bAuthorizationFailed\b|does not have authorization to perform action/,
      'The identity lacks a role in Azure',
    ),
    fatal(
      'managed-identity',
      'managedidentitycredential defaultazurecredential credentialunavailableerror credentialunavailableexception chainedtokencredential identity authenticationrequirederror',
      /\b(?:ManagedIdentityCredential|DefaultAzureCredential|CredentialUnavailable(?:Error|Exception)|ChainedTokenCredential|AuthenticationRequiredError)\b.{0,120}(?:unavailable|failed|error|No (?:Managed|managed) [Ii]dentity|could not|retriev|400|not found)/i,
      'No token could be had for the app’s identity',
    ),
    fatal(
      'identity-unknown',
      'identity',
      /\b(?:No User Assigned or Delegated Managed Identity found|Identity not found|No managed identity endpoint found|User assigned identity .{0,80} not found)/i,
      'The app has not the identity that it asks a token for',
    ),
    fatal(
      'aadsts',
      'aadsts7000215 aadsts700016 aadsts7000222 aadsts90002 aadsts70021 aadsts50034 aadsts invalid correlation tenant identifier',
      /\b(?<code>AADSTS\d{5,7})\b/,
      'Microsoft Entra refused the sign-in ({code})',
    ),
    fatal(
      'invalid-client',
      'invalid unauthorized invalidapikey invalidaccesskeyid signaturedoesnotmatch expiredtoken',
      /\b(?:invalid_client|unauthorized_client|invalid_grant|invalid_token|invalid_api_key|InvalidApiKey|InvalidAccessKeyId|SignatureDoesNotMatch|ExpiredToken)\b/,
      'The credential was refused',
    ),
    fatal(
      'api-key',
      'incorrect invalid expired bad revoked',
      /\b(?:[Ii]ncorrect|[Ii]nvalid|[Ee]xpired|[Bb]ad|[Rr]evoked) (?:api|access|auth(?:entication|orization)?|subscription|account|security|bearer|bot|bearer )[ -]?(?:key|token|credentials?)\b/i,
      'A key or token was refused',
    ),
    telling(
      'http-401-403',
      '401 403 unauthorized forbidden',
      /\b(?:status(?: code)?|HTTP(?:\/\d(?:\.\d)?)?|code|returned|response(?: status)?|error|Response status code does not indicate success)[:= (]{1,4}(?:error )?(?<status>401|403)\b|\b(?<text>401 (?:Client Error: )?Unauthorized|403 (?:Client Error: )?Forbidden)\b/i,
      'A dependency refused the request ({status|401 or 403})',
    ),
    telling(
      'forbidden-words',
      'unauthorized forbidden denied unauthenticated permissiondenied authenticationerror authorized *exception',
      /\b(?:Unauthorized(?:Error|AccessException|Exception)?|AuthenticationError|Forbidden(?:Exception)?|PermissionDenied(?:Exception)?(?!.{0,40}os error)|not authorized|rpc error: code = (?:Unauthenticated|PermissionDenied))\b/,
      'A dependency refused the credential',
    ),
    fatal(
      'grpc-unauthenticated',
      'unauthenticated permissiondenied',
      /\bcode = (?:Unauthenticated|PermissionDenied)\b/,
      'A gRPC service refused the credential',
    ),
    fatal('prisma-p1000', 'p1000 p1010', /\bP10(?:00|10)\b/, 'The database refused the credential that Prisma uses'),
    fatal(
      'tls-untrusted',
      'unable verify certificate self signed pkix x509 sslcertverificationerror leaf depth cert remotecertificatechainerrors remotecertificatenamemismatch',
      /\b(?:UNABLE_TO_VERIFY_LEAF_SIGNATURE|SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_GET_ISSUER_CERT(?:_LOCALLY)?|CERT_HAS_EXPIRED|ERR_TLS_CERT_ALTNAME_INVALID|SSLCertVerificationError|CERTIFICATE_VERIFY_FAILED|PKIX path (?:building|validation) failed|x509: certificate|RemoteCertificate(?:NameMismatch|ChainErrors)|certificate verify failed|self[- ]signed certificate)\b/i,
      'The certificate of a dependency is not trusted',
    ),
    fatal(
      'tls-failed',
      'ssl sslhandshakeexception authenticationexception certificate',
      /\b(?:The SSL connection could not be established|SSLHandshakeException|The remote certificate is invalid)\b/,
      'The TLS connection to a dependency failed',
    ),
    fatal(
      'authentication-failed',
      'authentication login username password credentials',
      /\b(?:[Aa]uthentication failed\b(?! for .{0,60}retry)|[Ll]ogin failed\b|[Ii]nvalid (?:user ?name|login|user)(?: or | and |\/)password|[Ii]ncorrect (?:user ?name or )?password|[Bb]ad credentials\b|[Ii]nvalid credentials\b)/,
      'A credential was refused',
    ),
    fatal(
      'improper-token',
      'improper loginfailure',
      /\bImproper token has been passed|\bLoginFailure\b/,
      'The token was refused',
    ),
    fatal(
      'github-runner-token',
      'registration runner github credentials',
      /\b(?:Http response code: (?:NotFound|Unauthorized|Forbidden) from 'POST https:\/\/api\.github\.com|Failed to (?:get|create|fetch) (?:a )?(?:runner )?registration token|Bad credentials)\b/i,
      'GitHub refused the runner’s token',
    ),
    fatal(
      'azure-devops-pat',
      'vss vs30063 tf400813 *exception',
      /\b(?:VS30063|TF400813|VSS?\w{0,10}UnauthorizedException)\b/,
      'Azure DevOps refused the agent’s token',
    ),
    fatal(
      'docker-credential',
      'denied',
      /\bdenied: (?:requested access to the resource is denied|retrieving permissions failed)/,
      'A registry refused the request',
    ),
    fatal(
      'kerberos-ldap',
      'ldap ldaperr kerberos acceptsecuritycontext credentials krb5',
      /\bLDAP: error code 49|Invalid credentials|KRB5\w{0,40}|AcceptSecurityContext error/,
      'The directory refused the credential',
    ),
    fatal(
      'smtp-auth',
      'smtp eauth 535 smtpauthenticationerror',
      /\b(?:EAUTH|535[ -]5\.7\.\d|SMTPAuthenticationError|Invalid login: 535)\b/,
      'The mail server refused the login',
    ),
  ],
  examine: (incident) =>
    examineConsole(incident, {
      cause: 'app.auth-failure',
      nextSteps: (c, match) => [
        ...(match.groups.address !== undefined || match.signature.id === 'sql-firewall'
          ? [
              steps.outboundAddresses(
                c,
                'Allow these outbound addresses in the dependency’s firewall, or use a private endpoint',
              ),
            ]
          : []),
        ...(asksForPassword(match)
          ? [
              steps.listSecrets(
                c,
                'See which secret holds the user and the password; correct it, or the password at the dependency',
              ),
            ]
          : [
              steps.identity(
                c,
                `See which identities the ${c.app.kind} has; the dependency must give one of them a role`,
              ),
              steps.listSecrets(c, 'See which secret holds the credential, if it is no identity'),
            ]),
        ...(c.app.kind === 'app'
          ? [steps.restartRevision(c, 'A running replica keeps the old value: restart the revision after the change')]
          : [steps.listExecutions(c, 'The next execution takes the new value: see whether it succeeds')]),
      ],
    }),
};

/** User and password, not an identity or a token: `password authentication failed`, `WRONGPASS`, `Login failed for user`. */
function asksForPassword({ row }: ConsoleMatch): boolean {
  return (
    /\bpassword\b|WRONGPASS|NOAUTH|\bLogin failed for user\b|Access denied for user|\b28P01\b/i.test(row.text) &&
    !/token-identified|identity|access token|\bAADSTS/i.test(row.text)
  );
}
