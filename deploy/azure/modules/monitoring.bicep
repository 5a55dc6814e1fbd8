// Logs, metrics and dashboards. The boards and alert rules of deploy/grafana and deploy/prometheus go in there.
param name string
param suffix string
param location string

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: '${name}-logs'
  location: location
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: 30
  }
}

resource metrics 'Microsoft.Monitor/accounts@2023-04-03' = {
  name: '${name}-metrics'
  location: location
}

resource endpoint 'Microsoft.Insights/dataCollectionEndpoints@2023-03-11' = {
  name: '${name}-metrics'
  location: location
  kind: 'Linux'
  properties: {}
}

resource rule 'Microsoft.Insights/dataCollectionRules@2023-03-11' = {
  name: '${name}-metrics'
  location: location
  kind: 'Linux'
  properties: {
    dataCollectionEndpointId: endpoint.id
    dataSources: {
      prometheusForwarder: [
        {
          name: 'prometheus'
          streams: ['Microsoft-PrometheusMetrics']
        }
      ]
    }
    destinations: {
      monitoringAccounts: [
        {
          name: 'metrics'
          accountResourceId: metrics.id
        }
      ]
    }
    dataFlows: [
      {
        streams: ['Microsoft-PrometheusMetrics']
        destinations: ['metrics']
      }
    ]
  }
}

resource grafana 'Microsoft.Dashboard/grafana@2024-10-01' = {
  name: '${name}-${take(suffix, 8)}'
  location: location
  sku: {
    name: 'Standard'
  }
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    apiKey: 'Disabled'
    grafanaIntegrations: {
      azureMonitorWorkspaceIntegrations: [
        {
          azureMonitorWorkspaceResourceId: metrics.id
        }
      ]
    }
  }
}

// Monitoring Data Reader, so that Grafana can ask for the metrics.
var monitoringDataReader = 'b0d8363b-8ddd-447d-831f-62ca05bff136'

resource mayRead 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: metrics
  name: guid(metrics.id, grafana.id, monitoringDataReader)
  properties: {
    principalId: grafana.identity.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', monitoringDataReader)
  }
}

output logAnalyticsId string = logs.id
output prometheusRuleId string = rule.id
output prometheusEndpointId string = endpoint.id
