// Who the nodes are: one identity, which the service account of the cluster may take on. There is no secret of it.
param name string
param location string
param issuer string

@description('NAMESPACE:NAME')
param serviceAccount string

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${name}-nodes'
  location: location

  resource ofTheCluster 'federatedIdentityCredentials' = {
    name: 'cluster'
    properties: {
      issuer: issuer
      subject: 'system:serviceaccount:${serviceAccount}'
      audiences: ['api://AzureADTokenExchange']
    }
  }
}

output principalId string = identity.properties.principalId
output clientId string = identity.properties.clientId
