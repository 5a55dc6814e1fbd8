// AKS with Cilium, so that the network policies of deploy/kubernetes hold, and a pool of machines with GPUs.
param name string
param location string
param subnetId string
param nodeSize string
param nodeCount int
param gpuSize string
param gpuCountMax int
param logAnalyticsId string
param prometheusRuleId string
param prometheusEndpointId string

resource cluster 'Microsoft.ContainerService/managedClusters@2024-09-01' = {
  name: '${name}-cluster'
  location: location
  sku: {
    name: 'Base'
    tier: 'Standard'
  }
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    dnsPrefix: name
    disableLocalAccounts: true
    enableRBAC: true
    aadProfile: {
      managed: true
      enableAzureRBAC: true
    }
    oidcIssuerProfile: {
      enabled: true
    }
    securityProfile: {
      workloadIdentity: {
        enabled: true
      }
      imageCleaner: {
        enabled: true
        intervalHours: 168
      }
    }
    autoUpgradeProfile: {
      upgradeChannel: 'patch'
      nodeOSUpgradeChannel: 'NodeImage'
    }
    networkProfile: {
      networkPlugin: 'azure'
      networkPluginMode: 'overlay'
      networkPolicy: 'cilium'
      networkDataplane: 'cilium'
      podCidr: '10.244.0.0/16'
      serviceCidr: '10.21.0.0/16'
      dnsServiceIP: '10.21.0.10'
    }
    azureMonitorProfile: {
      metrics: {
        enabled: true
      }
    }
    addonProfiles: {
      omsagent: {
        enabled: true
        config: {
          logAnalyticsWorkspaceResourceID: logAnalyticsId
          useAADAuth: 'true'
        }
      }
      azureKeyvaultSecretsProvider: {
        enabled: true
        config: {
          enableSecretRotation: 'true'
        }
      }
    }
    agentPoolProfiles: [
      {
        name: 'nodes'
        mode: 'System'
        vmSize: nodeSize
        count: nodeCount
        minCount: nodeCount
        maxCount: nodeCount * 4
        enableAutoScaling: true
        availabilityZones: ['1', '2', '3']
        osType: 'Linux'
        osSKU: 'AzureLinux'
        vnetSubnetID: subnetId
        upgradeSettings: {
          maxSurge: '1'
          drainTimeoutInMinutes: 10
        }
      }
    ]
  }

  // Label and taint are those that deploy/kubernetes/base/embedding.yaml asks for and bears.
  resource gpu 'agentPools' = if (gpuCountMax > 0) {
    name: 'gpu'
    properties: {
      mode: 'User'
      vmSize: gpuSize
      count: 1
      minCount: 0
      maxCount: max(1, gpuCountMax)
      enableAutoScaling: true
      osType: 'Linux'
      osSKU: 'Ubuntu'
      vnetSubnetID: subnetId
      nodeLabels: {
        accelerator: 'nvidia'
      }
      nodeTaints: ['nvidia.com/gpu=present:NoSchedule']
    }
  }
}

resource collectsMetrics 'Microsoft.Insights/dataCollectionRuleAssociations@2023-03-11' = {
  scope: cluster
  name: '${name}-metrics'
  properties: {
    dataCollectionRuleId: prometheusRuleId
  }
}

resource sendsMetrics 'Microsoft.Insights/dataCollectionRuleAssociations@2023-03-11' = {
  scope: cluster
  name: 'configurationAccessEndpoint'
  properties: {
    dataCollectionEndpointId: prometheusEndpointId
  }
}

output name string = cluster.name
output issuer string = cluster.properties.oidcIssuerProfile.issuerURL
output kubeletId string = cluster.properties.identityProfile.kubeletidentity.objectId
